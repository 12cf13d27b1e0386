"""A text becomes a part: once, whole, at its place, with a report."""

import io

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from authors.models import AuthorPage
from series.manuscripts import importing
from series.manuscripts.manuscript import Manuscript, Table
from series.manuscripts.words import Words
from series.manuscripts.writing.originals import Originals
from series.models import ImportRecord, InstallmentPage, ManuscriptFile
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory
from tests.shared import shared

from .shared import own

pytestmark = pytest.mark.django_db
TITLE = "The last gauge"


@pytest.fixture
def series():
    series = SeriesFactory(slug="rivers", title="Rivers and Rates", planned_parts=6)
    for _ in range(5):
        InstallmentFactory(parent=series)
    return series


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "gauge.txt"
    path.write_bytes(own("gauges-doubled.txt"))
    return path


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("import_text", *map(str, arguments), stdout=out)
    return out.getvalue()


def imported() -> InstallmentPage:
    return InstallmentPage.objects.get(title=TITLE)


def counts() -> tuple[int, int, int]:
    return InstallmentPage.objects.count(), AuthorPage.objects.count(), ImportRecord.objects.count()


def test_a_text_becomes_one_draft_after_the_last_part(series, file):
    report = run(file, "--series", "rivers", "--title", TITLE)
    page = imported()
    assert (page.part_number, page.live, page.series) == (6, False, series)
    assert f"Imported “{TITLE}” as part 6 of “Rivers and Rates”: a draft." in report


def test_the_seed_becomes_the_last_part_of_six(series, tmp_path):
    path = tmp_path / "seed.txt"
    path.write_bytes(shared("seed/final-installment.txt"))
    report = run(path, "--series", "rivers", "--title", TITLE, "--publish")
    page = imported()
    texts = [block for block in page.body if block.block_type == "paragraph"]
    assert (page.live, page.part_number, len(texts)) == (True, 6, 10)
    assert texts[1].value.source.startswith("<p>The NSP as Seoul's new regional strategy")
    assert page.editors_note == (
        "<p>This is the last in a series of contributions on prospects of ASEAN-Korea relations in 2021.</p>"
    )
    (credit,) = page.bylines.all()
    assert (credit.name, credit.position, credit.organisation) == (
        "Choe Won-gi",
        "professor and head of the Center for ASEAN-India Studies",
        "Korea National Diplomatic Academy",
    )
    assert (credit.author.family_name, credit.author.live) == ("Choe", True)
    assert "Missing: A picture stood here" in report
    assert "Proposal: set the series “Rivers and Rates” to complete, with part 6 as its last." in report


def test_a_missing_picture_is_a_slot_that_waits_and_does_not_stop_publishing(series, file):
    run(file, "--series", "rivers", "--title", TITLE, "--publish")
    page = imported()
    (slot,) = [block.value for block in page.body if block.block_type == "image"]
    assert page.live
    assert (slot["image"], slot["caption"][:15]) == (None, "Ilse Marrow-Kim")


def test_without_a_title_nothing_is_changed_and_the_message_says_so(series, file):
    before = counts()
    with pytest.raises(CommandError, match=r"no title\. Give one with --title"):
        run(file, "--series", "rivers")
    assert counts() == before


def test_a_taken_number_is_refused_and_nothing_is_changed(series, file):
    before = counts()
    with pytest.raises(CommandError, match=r"Part 3 is “.*Nothing was changed"):
        run(file, "--series", "rivers", "--title", TITLE, "--part", 3)
    assert counts() == before


def test_a_free_number_is_given(series, file):
    run(file, "--series", "rivers", "--title", TITLE, "--part", 9)
    assert imported().part_number == 9


def test_an_unknown_series_is_refused_with_the_known_ones(series, file):
    with pytest.raises(CommandError, match=r"no series “riverz”\. Series: rivers"):
        run(file, "--series", "riverz", "--title", TITLE)


def test_the_same_file_again_changes_nothing_and_says_so(series, file):
    run(file, "--series", "rivers", "--title", TITLE)
    before = counts()
    again = run(file, "--series", "rivers", "--title", "Another title", "--publish")
    assert counts() == before
    assert f"already, as “{TITLE}” (part 6). Nothing changed." in again
    assert not imported().live


def test_a_file_whose_page_was_deleted_can_be_imported_again(series, file):
    run(file, "--series", "rivers", "--title", TITLE)
    imported().delete()
    run(file, "--series", "rivers", "--title", TITLE)
    assert ImportRecord.objects.get().page_id == imported().pk


def test_what_makes_a_page_invalid_leaves_a_draft_and_says_why(series, file, monkeypatch):
    no_caption = Manuscript(title=TITLE, body=(Table(((Words.of("Alder"),),)),))
    monkeypatch.setattr(importing, "read", lambda data, name, bounds: no_caption)
    with pytest.raises(CommandError, match=r"stays a draft: .*is required"):
        run(file, "--series", "rivers", "--publish")
    assert not imported().live


def test_a_known_author_is_matched_under_any_spelling(series, file):
    known = AuthorFactory(title="ilse marrow kim", family_name="Marrow-Kim")
    run(file, "--series", "rivers", "--title", TITLE)
    assert imported().bylines.get().author == known
    assert imported().bylines.get().name == "Ilse Marrow-Kim"


def test_a_new_author_is_made_as_a_draft_unless_the_part_is_published(series, file):
    run(file, "--series", "rivers", "--title", TITLE)
    author = AuthorPage.objects.get(title="Ilse Marrow-Kim")
    assert (author.live, author.family_name, author.given_name) == (False, "Marrow-Kim", "Ilse")


def test_hostile_bytes_are_refused_in_words(series, tmp_path):
    path = tmp_path / "binary.txt"
    path.write_bytes(b"\x00\x01\x02" * 50)
    before = counts()
    with pytest.raises(CommandError):
        run(path, "--series", "rivers", "--title", TITLE)
    assert counts() == before


def test_markup_in_a_text_is_printed_as_text(series, tmp_path):
    path = tmp_path / "markup.txt"
    path.write_text(
        "A title\n\nBy Ilse Marrow\n\nThe <b>water</b> & <script>alert(1)</script> rose in the night.\n"
    )
    run(path, "--series", "rivers", "--title", TITLE)
    sources = [block.value.source for block in imported().body if block.block_type == "paragraph"]
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in source for source in sources)


def test_the_original_is_kept_privately_with_the_part(series, file):
    run(file, "--series", "rivers", "--title", TITLE)
    kept = imported().manuscript_files.get()
    assert (kept.name, kept.file.read()) == ("gauge.txt", file.read_bytes())


def test_no_original_is_left_when_the_import_fails(series, file, monkeypatch):
    def fail(self, *args, **kwargs):
        keep(self, *args, **kwargs)
        raise RuntimeError("the power went")

    keep = Originals.keep
    monkeypatch.setattr(Originals, "keep", fail)
    with pytest.raises(RuntimeError):
        run(file, "--series", "rivers", "--title", TITLE)
    assert storages["private"].listdir("manuscripts")[1] == []
    assert not ManuscriptFile.objects.exists()


def test_the_report_is_kept_with_the_import(series, file):
    run(file, "--series", "rivers", "--title", TITLE)
    record = ImportRecord.objects.get()
    assert record.report["byline"] == ["Ilse Marrow-Kim"]
    assert {finding["kind"] for finding in record.report["findings"]} >= {"dropped", "guessed", "missing"}
