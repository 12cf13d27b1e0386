"""The command that brings manuscripts in: several files, a rehearsal that writes nothing, a report for machines."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from authors.models import AuthorPage
from publication.models import CreditedImage
from series.manuscripts import importing
from series.manuscripts.manuscript import (
    Footnote,
    Heading,
    ImageFile,
    ImageSlot,
    ListBlock,
    ListItem,
    Manuscript,
    Paragraph,
)
from series.manuscripts.words import Span, Words
from series.models import ImportRecord, InstallmentPage
from tests.factories import InstallmentFactory, SeriesFactory
from tests.series.manuscripts.test_writer import png, stored_files

pytestmark = pytest.mark.django_db
TEXT = "The gauge\n\nBy Ilse Marrow\n\nThe water rose in the night, and nobody had counted it before.\n"


@pytest.fixture
def series():
    return SeriesFactory(slug="rivers", title="Rivers and Rates")


@pytest.fixture
def files(tmp_path):
    """Two texts that can be read, and between them one that cannot."""
    made = []
    for name, content in (
        ("a.txt", TEXT.encode()),
        ("b.txt", b"\x00\x01" * 40),
        ("c.txt", TEXT.encode() + b"More."),
    ):
        made.append(tmp_path / name)
        made[-1].write_bytes(content)
    return made


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("import_manuscript", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def everything() -> tuple:
    return (
        InstallmentPage.objects.count(),
        AuthorPage.objects.count(),
        ImportRecord.objects.count(),
        CreditedImage.objects.count(),
        stored_files(),
    )


def test_several_files_become_several_parts_and_one_that_is_refused_stops_no_other(series, files, tmp_path):
    report = tmp_path / "report.json"
    with pytest.raises(CommandError, match=r"1 of 3 files were refused"):
        run(*files, "--series", "rivers", "--report", report)
    assert sorted(InstallmentPage.objects.values_list("part_number", flat=True)) == [1, 2]
    told = json.loads(report.read_text())
    assert [each.get("title") for each in told] == ["The gauge", None, "The gauge"]
    assert "not a text file" in told[1]["refused"]


def test_what_is_said_of_several_files_has_progress_and_totals(series, files):
    told = run(files[0], files[2], files[0], "--series", "rivers")
    assert "[2/3] c.txt" in told
    assert "Imported “The gauge” as part 2 of “Rivers and Rates”: a draft." in told
    assert "3 files: 2 read, 1 there already. Findings: " in told


def test_one_file_makes_one_object_and_a_rehearsal_writes_nothing(series, files, tmp_path, monkeypatch):
    manuscript = Manuscript(
        title="The gauge",
        body=(
            Paragraph(Words.of("High water.", Span("", note="1"))),
            Heading(Words.of("What"), 3),
            ListBlock((ListItem(Words.of("One"), (ListItem(Words.of("a")),)),), ordered=True, start=4),
            ImageSlot("The wall.", "Ada", "A wall", ImageFile(png(), "wall.png")),
        ),
        footnotes=(
            Footnote(
                "1",
                Words.of("In ", Span("Papers", italic=True), ", ", Span("here", link="https://a.example/p")),
            ),
        ),
    )
    monkeypatch.setattr(importing, "read", lambda data, name, bounds: manuscript)
    before, report = everything(), tmp_path / "report.json"
    told = run(files[0], "--series", "rivers", "--dry-run", "--report", report)
    assert everything() == before
    assert "Would be imported as part 1: “The gauge”. Nothing was written." in told
    found = json.loads(report.read_text())
    assert found["body"] == [
        {"type": "paragraph", "text": "High water.[^1]"},
        {"type": "heading", "level": 3, "text": "What"},
        {
            "type": "list",
            "ordered": True,
            "start": 4,
            "items": [{"text": "One", "items": [{"text": "a"}]}],
        },
        {"type": "image", "caption": "The wall.", "credit": "Ada", "alt": "A wall"},
    ]
    assert found["footnotes"] == [
        {"n": 1, "mark": "1", "text": "In Papers, here", "links": ["https://a.example/p"], "em": ["Papers"]}
    ]
    assert {finding["kind"] for finding in found["findings"]} == {"missing"}


def test_a_rehearsal_of_several_files_counts_on_and_knows_the_same_file_again(series, files, tmp_path):
    untitled = tmp_path / "d.txt"
    untitled.write_text("the water rose in the night, and nobody had counted it before; " * 9)
    InstallmentFactory(parent=series)
    before = everything()
    told = run(untitled, files[0], files[2], files[0], "--series", "rivers", "--dry-run")
    assert everything() == before
    lines = [line for line in told.splitlines() if line.startswith(("Would", "This file"))]
    assert lines == [
        "Would be imported as part 2: “(no title)”. Nothing was written.",
        "Would be imported as part 2: “The gauge”. Nothing was written.",
        "Would be imported as part 3: “The gauge”. Nothing was written.",
        "This file would be in the series already, as “The gauge” (part 2). Nothing changed.",
    ]
    assert "4 files: 3 read, 1 there already." in told


def test_a_rehearsal_says_the_title_that_was_given(series, files):
    told = run(files[0], "--series", "rivers", "--dry-run", "--title", "High water")
    assert "Would be imported as part 1: “High water”. Nothing was written." in told


def test_a_rehearsal_tells_of_a_number_that_is_taken(series, files):
    taken = InstallmentFactory(parent=series).part_number
    before = everything()
    with pytest.raises(CommandError, match=r"Part 1 is “.*Nothing was changed"):
        run(files[0], "--series", "rivers", "--dry-run", "--number", taken)
    assert everything() == before


def test_a_refusal_is_in_the_report_with_what_was_understood(series, files, tmp_path):
    report = tmp_path / "report.json"
    with pytest.raises(CommandError, match="no series “riverz”"):
        run(files[0], "--series", "riverz", "--report", report)
    told = json.loads(report.read_text())
    assert told["title"] == "The gauge"
    assert "no series" in told["refused"]


def test_a_title_or_number_is_for_one_file(series, files):
    with pytest.raises(CommandError, match="for one file"):
        run(*files, "--series", "rivers", "--number", 3)


def test_the_bounds_of_the_site_hold(series, files, settings):
    settings.MANUSCRIPT_BOUNDS = {"file_bytes": 10}
    with pytest.raises(CommandError, match="too large"):
        run(files[0], "--series", "rivers")


def test_a_file_that_is_not_there_is_told(series, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "none.txt", "--series", "rivers")
