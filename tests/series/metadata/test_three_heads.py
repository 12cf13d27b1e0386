"""The whole head of three pieces, field by field and in order: one that has everything, its Korean twin, one with little.

heads/ holds them, a line an element. Every field is one of section A of the metadata fields; what is not known has no
element. The addresses of pictures are cut, as they hold a fingerprint.
"""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from publication.licences import Licence
from publication.models import Masthead
from series.models import Byline, InstallmentTopic, SeriesEditor
from tests import factories
from tests.series.metadata.test_head import Head

AT = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)  # 01:00 on the 9th in Seoul
HEADS = Path(__file__).parent / "heads"


@pytest.fixture(scope="module", autouse=True)
def _pieces(lasting):
    with lasting():
        masthead = Masthead.for_site(factories.home().get_site())
        masthead.name, masthead.publisher, masthead.publisher_ko = "Rivers & Rates", "Institute", "연구소"
        masthead.save()
        everything()
        little()
        yield


def everything():
    desk = factories.AuthorFactory(title="Desk", slug="desk", kind="organisation", family_name="")
    choe = factories.AuthorFactory(
        title="Choe Won-gi", slug="choe", family_name="Choe", given_name="Won-gi", native_name="최원기",
        organisation="KNDA", orcid="0000-0002-1825-0097",
    )  # fmt: skip
    nguyen = factories.AuthorFactory(
        title="Minh Anh Nguyen Thi", slug="nguyen", family_name="Nguyen Thi", given_name="Minh Anh"
    )
    series = factories.SeriesFactory(title="Rivers", slug="rivers", licence=Licence.CC_BY)
    for place, editor in enumerate((desk, choe)):
        SeriesEditor.objects.create(page=series, author=editor, sort_order=place)
    for number in (1, 2, 3):
        piece = factories.InstallmentFactory(
            parent=series,
            title=f"Part {number}",
            slug=f"part-{number}",
            first_published_at=AT,
            last_published_at=AT,
        )
    piece = series.installments.get(slug="part-2")
    piece.title, piece.subtitle, piece.doi = "The “Gauge”", "A view", "10.1234/abcd"
    piece.image = factories.ImageFactory()
    piece.save()
    for place, author in enumerate((choe, nguyen)):
        Byline.objects.create(page=piece, author=author, sort_order=place, locale=piece.locale)
    for place, name in enumerate(("Water; rates", "Levees")):
        InstallmentTopic.objects.create(page=piece, topic=factories.TopicFactory(name=name), sort_order=place)
    twin = factories.translated(type(piece).objects.get(pk=piece.pk), title="수위표")
    type(piece).objects.filter(pk=twin.pk).update(first_published_at=AT, last_published_at=AT)


def little():
    series = factories.SeriesFactory(title="Notes", slug="notes", citation_kind="newspaperArticle")
    piece = factories.InstallmentFactory(
        parent=series, title="A Summary", slug="summary", standfirst="", first_published_at=AT, last_published_at=AT,
        first_published_outlet="Herald", first_published_address="https://herald.example/1",
        first_published_on=date(2026, 3, 1), canonical="there",
    )  # fmt: skip
    desk = factories.AuthorFactory(
        title="Summary Desk", slug="summaries", kind="organisation", family_name=""
    )
    oak = factories.AuthorFactory(
        title="Ann Oak", slug="oak", family_name="Oak", given_name="Ann", live=False
    )
    for place, (author, role) in enumerate(((desk, "summary_by"), (oak, "original_author"))):
        Byline.objects.create(page=piece, author=author, role=role, sort_order=place, locale=piece.locale)


def head(client, address: str) -> list[str]:
    """Each element on a line: its name, how it is called, what it says."""
    found = Head(client.get(address).content.decode().partition("</head>")[0]).found
    lines = []
    for tag, attributes in found:
        if tag == "meta" and "charset" not in attributes:
            name = attributes.get("name") or attributes["property"]
            media = f" {attributes['media']}" if "media" in attributes else ""
            lines.append(f"{name}{media}: {attributes['content']}")
        elif tag == "link" and attributes["rel"] not in ("preload", "stylesheet", "icon"):
            more = " ".join(attributes[name] for name in ("hreflang", "type", "title") if name in attributes)
            lines.append(f"<{attributes['rel']}> {more} {attributes['href']}".replace("  ", " "))
    return [re.sub(r"(/media/)\S+|(card-)\w+\.png", r"\1\2…", line) for line in lines]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("everything", "/series/rivers/part-2/"),
        ("korean", "/ko/series/rivers/part-2/"),
        ("little", "/series/notes/summary/"),
    ],
)
def test_the_head_says_every_field_that_is_known_and_no_other(client, name, address):
    expected = (HEADS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert head(client, address) == expected
