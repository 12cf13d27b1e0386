"""Everything in one file, for researchers."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from authors.models import AuthorPage
from home.api import shapes
from home.api.corpus import records
from series.metadata.telling_pieces import Text
from series.models import InstallmentPage, Topic
from tests.factories import InstallmentFactory, paragraphs
from tests.home.api.world import API, ask


def sent(client, name: str) -> bytes:
    return b"".join(client.get(f"{API}/{name}").streaming_content)


def lines(client) -> dict[str, dict]:
    found = [json.loads(line) for line in sent(client, "corpus.jsonl").decode().splitlines()]
    return {piece["title"]: piece for piece in found}


def table(client) -> dict[str, dict]:
    content = sent(client, "corpus.csv").decode("utf-8-sig")
    return {row["title"]: row for row in csv.DictReader(io.StringIO(content))}


def test_each_piece_has_a_line_with_all_its_fields(client, world):
    found = lines(client)
    assert set(found) == {"The gauge", '=HYPERLINK("levee")', "Light", "Taken back", "수위계"}
    assert all(set(piece) == set(shapes.Piece.model_fields) for piece in found.values())
    one = ask(client, f"pieces/{world.levee.pk}")
    assert found[world.levee.title] == one


def test_a_text_is_there_only_where_its_licence_lets_others_publish_it(client, world):
    found = lines(client)
    assert "The water rose.[1] About" in found["The gauge"]["text"]
    reserved = found["Light"]
    assert (reserved["html"], reserved["text"], reserved["images"]) == ("", "", [])
    assert (reserved["summary"], reserved["licence"]["may_be_republished"]) == (world.light.standfirst, False)
    assert found["Taken back"]["text"] == ""


def test_pictures_that_may_not_be_passed_on_are_left_out_of_a_text(client, world):
    gauge = lines(client)["The gauge"]
    assert 'alt="A dam"' in gauge["html"]
    assert 'alt="A levee"' not in gauge["html"]
    assert [image["alt"] for image in gauge["images"]] == ["A dam"]


def test_the_table_opens_in_a_spreadsheet_and_holds_no_formula(client, world):
    content = sent(client, "corpus.csv")
    assert content.startswith(b"\xef\xbb\xbfid,work,language,url,")
    found = table(client)
    assert '\'=HYPERLINK("levee")' in found
    gauge = found["The gauge"]
    assert gauge["authors"] == "Choe Won-gi; Abel Anand"
    assert gauge["orcids"] == "https://orcid.org/0000-0002-1825-0097"
    assert (gauge["series"], gauge["number"], gauge["total"]) == ("Rivers", "1", "3")
    assert (gauge["licence"], gauge["may_be_republished"]) == ("cc-by-4.0", "yes")
    assert gauge["published_at"] == "2021-03-01T15:30:00Z"
    assert found["Light"]["may_be_republished"] == "no"
    assert found["수위계"]["language"] == "ko"


def test_who_has_the_file_is_told_so_until_anything_in_it_changes(client, world):
    first = client.get(f"{API}/corpus.jsonl")
    assert first["Content-Disposition"] == 'attachment; filename="corpus.jsonl"'

    def is_unchanged() -> bool:
        tags = {"if-none-match": first["ETag"], "if-modified-since": first["Last-Modified"]}
        return client.get(f"{API}/corpus.jsonl", headers=tags).status_code == 304

    assert is_unchanged()
    for change in (
        lambda: InstallmentPage.objects.filter(pk=world.levee.pk).update(part_number=7),
        lambda: AuthorPage.objects.filter(pk=world.zora.pk).update(orcid="0000-0001-5109-3700"),
        lambda: Topic.objects.filter(pk=world.water.pk).update(name_ko="강물"),
        lambda: AuthorPage.objects.filter(pk=world.zora.pk).update(native_name="최원희"),
        lambda: CollectionViewRestriction.objects.create(
            collection=Collection.get_first_root_node(), restriction_type="login"
        ),
        lambda: world.light.unpublish(),
    ):
        change()
        assert not is_unchanged()
        first = client.get(f"{API}/corpus.jsonl")
    # A draft is nobody's business.
    world.gauge.save_revision()
    assert is_unchanged()


def test_it_takes_the_same_queries_for_each_so_many_pieces(client, world, monkeypatch):
    monkeypatch.setattr(records, "AT_ONCE", {Text.REPUBLISHABLE: 4, Text.NONE: 4})

    def asked(name: str) -> int:
        sent(client, name)
        with CaptureQueriesContext(connection) as queries:
            sent(client, name)
        return len(queries)

    few = {name: asked(name) for name in ("corpus.jsonl", "corpus.csv")}
    for _ in range(8):
        InstallmentFactory(parent=world.rivers, bylines=[world.zora], topics=[world.water])
    per_batch = {"corpus.jsonl": 10, "corpus.csv": 9}
    for name, number in few.items():
        assert asked(name) <= number + 2 * per_batch[name]


def test_nothing_is_made_before_it_is_sent(client, world):
    answer = client.get(f"{API}/corpus.jsonl")
    InstallmentPage.objects.filter(pk=world.light.pk).update(title="Said later")
    assert b"Said later" in b"".join(answer.streaming_content)


def test_the_command_writes_the_same_files(client, world, tmp_path):
    for name in ("corpus.jsonl", "corpus.csv"):
        call_command("export_corpus", str(tmp_path / name), verbosity=0)
        assert (tmp_path / name).read_bytes() == sent(client, name)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "corpus.csv",
        "corpus.jsonl",
    ]
    with pytest.raises(CommandError, match="must end in"):
        call_command("export_corpus", str(tmp_path / "corpus.xlsx"))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_corpus", str(tmp_path / "no" / "corpus.csv"))


@pytest.mark.once
def test_markup_from_elsewhere_is_safe_in_a_text(client, world):
    InstallmentFactory(
        parent=world.rivers,
        title="Bad",
        body=paragraphs("A <script>alert(1)</script><b onclick='x'>word</b>."),
    )
    bad = lines(client)["Bad"]
    assert "script" not in bad["html"]
    assert "onclick" not in bad["html"]
