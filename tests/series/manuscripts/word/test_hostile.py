"""Hostile and damaged files are refused with a reason and at a bounded cost, or read without what is hostile."""

import io
import time
import tracemalloc
import zipfile

import pytest

from series.manuscripts.bounds import Bounds
from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.word import read_word

from .looking import read, shapes, told
from .making import LONG, docx, item, p, packed, parts_of, picture, png, relationship

WHOLE = docx(p("Weirs", style="Title") + p(LONG))


def refusal(data: bytes, **bounds) -> str:
    """What the reader says when it refuses a file; the cost of it is bounded here."""
    began = time.process_time()
    with pytest.raises(UnreadableManuscript) as refused:
        read_word(data, bounds=Bounds(**bounds))
    assert time.process_time() - began < 5
    assert refused.value.remedy
    return refused.value.problem


def with_part(name: str, data: bytes) -> bytes:
    return packed(parts_of(p(LONG)) | {name: data})


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document '
    b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r>'
    b"</w:p></w:body></w:document>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_part_and_encoding(encoding):
    bomb = BOMB.decode().encode(encoding)
    for part in ("word/document.xml", "word/_rels/document.xml.rels", "_rels/.rels"):
        assert "entities" in refusal(with_part(part, bomb))


def test_entities_from_outside_are_refused():
    data = BOMB.replace(b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')
    assert "entities" in refusal(with_part("word/document.xml", data))


def test_an_encoding_that_no_document_has_is_refused():
    data = b'<?xml version="1.0" encoding="UTF-7"?>' + BOMB
    assert refusal(with_part("word/document.xml", data))


def test_a_bomb_of_zeros_is_refused_before_it_is_inflated():
    tracemalloc.start()
    try:
        data = with_part("word/document.xml", b"<" + b" " * (150 * 1024 * 1024))
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        assert "packed more than" in refusal(data)
        assert tracemalloc.get_traced_memory()[1] - before < 5 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_ends_where_its_real_bytes_do():
    data = bytearray(with_part("word/document.xml", b"<x>" + b" " * 3_000_000 + b"</x>"))
    honest = (3_000_007).to_bytes(4, "little")
    assert data.count(honest) == 2
    lying = bytes(data).replace(honest, (2_000).to_bytes(4, "little"))
    assert refusal(lying)


def test_the_real_bytes_of_all_parts_count():
    assert "too large when unpacked" in refusal(docx(p(LONG * 2000)), unpacked_bytes=200_000, ratio=10_000)


def test_too_many_parts_are_refused():
    files = {f"word/media/{number}.png": b"x" for number in range(60)}
    assert "parts" in refusal(docx(p(LONG), files=files), entries=50)


@pytest.mark.parametrize("name", ["../evil.xml", "word/../../evil.xml", "/etc/evil", "..\\evil", "C:/evil"])
def test_names_that_climb_out_are_refused(name):
    assert "leads out" in refusal(packed(parts_of(p(LONG)) | {name: b"x"}))


def test_other_ways_of_packing_are_refused():
    assert "unusual way" in refusal(packed(parts_of(p(LONG)), zipfile.ZIP_LZMA))


def test_a_protected_archive_is_refused():
    data = bytearray(WHOLE)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "password" in refusal(bytes(data))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "old kind"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"{\\rtf1 x}", "Rich Text"),
        (b"%PDF-1.7", "PDF"),
        (b"<html>x</html>", "not a Word document"),
        (b"A text.", "not a Word document"),
        (b"PK\x03\x04" + b"\0" * 50, "damaged"),
    ],
)
def test_other_files_are_refused_by_what_they_are(data, problem):
    assert problem in refusal(data)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_refused(share):
    assert refusal(WHOLE[: int(len(WHOLE) * share)])


def test_a_part_that_was_cut_off_is_refused():
    assert "damaged" in refusal(with_part("word/document.xml", b"<w:document"))


def test_a_damaged_byte_in_a_part_is_refused():
    data = bytearray(packed(parts_of(p(LONG)), zipfile.ZIP_STORED))
    data[data.find(b"schoolteacher")] ^= 1
    assert "damaged" in refusal(bytes(data))


@pytest.mark.parametrize(
    "opening", ["<w:tbl><w:tr><w:tc>", "<w:sdt><w:sdtContent>", "<w:customXml>", "<w:ins>"]
)
def test_nesting_without_end_is_refused(opening):
    for times in (30, 60, 200, 5_000):
        tags = opening[1:-1].split("><")
        closing = "".join(f"</{tag}>" for tag in reversed(tags))
        data = docx(opening * times + p("x") + closing * times)
        try:
            read_word(data)
        except UnreadableManuscript as error:
            assert "deep" in error.problem  # noqa: PT017 (a shallow one may be read)
        else:
            assert times < 200


def test_runs_and_formulas_in_each_other_are_refused_or_read():
    for opening, closing in (("<w:smartTag>", "</w:smartTag>"), ("<m:oMath><m:e>", "</m:e></m:oMath>")):
        for times in (50, 100):
            data = docx(p(f"<w:r/>{opening * times}<w:r><w:t>x</w:t></w:r>{closing * times}"))
            try:
                read_word(data)
            except UnreadableManuscript as error:
                assert "deep" in error.problem  # noqa: PT017


def test_too_many_paragraphs_elements_and_cells_are_refused():
    assert "paragraphs" in refusal(docx(p("x") * 60), blocks=50)
    assert "elements" in refusal(docx(p("x") * 60), nodes=50)
    cells = "<w:tbl>" + "<w:tr>" + f"<w:tc>{p('x')}</w:tc>" * 60 + "</w:tr>" + "</w:tbl>"
    assert "table" in refusal(docx(cells), cells=50)


def test_a_reading_ends_when_its_time_is_over():
    assert "seconds" in refusal(docx(p("x") * 2_000), seconds=0)


def test_a_file_beyond_its_bound_is_refused():
    assert "too large" in refusal(WHOLE, file_bytes=100)


def test_a_picture_beyond_its_bounds_is_left_out_and_the_text_is_read():
    body = p(LONG) + p(picture(alt="A weir"))
    rest = {
        "relationships": relationship("rId50", "image", "media/a.png"),
        "files": {"word/media/a.png": png(200, 200)},
    }
    for bounds in (Bounds(picture_bytes=50), Bounds(picture_pixels=100)):
        manuscript = read_word(docx(body, **rest), bounds=bounds)
        assert manuscript.body[1].missing
        assert "was not brought in" in told(manuscript)


def test_a_picture_of_absurd_size_costs_nothing():
    data = bytearray(png())
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    manuscript = read(
        p(picture()),
        relationships=relationship("rId50", "image", "media/a.png"),
        files={"word/media/a.png": bytes(data)},
    )
    assert manuscript.body[0].missing


@pytest.mark.parametrize("absurd", ["99999999999999", "-5", "NaN", "1e400", "x", ""])
def test_absurd_numbers_cost_nothing(absurd):
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{absurd}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    extra = f'<w:ind w:left="{absurd}"/><w:outlineLvl w:val="{absurd}"/>'
    assert shapes(read(item("x", extra=extra) + item("y", level=0) + p("End."), numbering=numbering))


def test_a_document_inside_another_kind_of_package_is_refused():
    workbook = {"xl/workbook.xml": b"<x/>", "_rels/.rels": b"<x/>"}
    assert "spreadsheet" in refusal(packed(workbook))


def test_the_strict_kind_of_the_format_is_read():
    parts = parts_of(p("Weirs", style="Title") + p(LONG))
    for usual, strict in (
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ):
        parts = {name: data.replace(usual, strict) for name, data in parts.items()}
    assert shapes(read_word(packed(parts))) == [("p", LONG)]


def test_a_main_part_under_another_name_is_found():
    parts = parts_of(p("Weirs", style="Title") + p(LONG))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"document.xml", b"document2.xml")
    assert read_word(packed(parts)).title == "Weirs"


def test_a_file_with_a_mistake_of_the_reader_is_refused_and_logged(monkeypatch, caplog):
    monkeypatch.setattr("series.manuscripts.word.reader.read_story", lambda *given: 1 / 0)
    assert "cannot be read" in refusal(WHOLE)
    assert "ZeroDivisionError" in caplog.text


def test_the_archive_itself_may_hold_nothing():
    stream = io.BytesIO()
    zipfile.ZipFile(stream, "w").close()
    assert refusal(stream.getvalue())


@pytest.mark.parametrize(
    "body",
    [
        p("." * 1_500_000),
        p("國" * 1_000_000),
        p("x" * 1_500_000),
        p("Table 1. " + "Photo: " * 150_000, style="Caption") + p(picture()),
        p(*['<w:moveTo w:id="1"><w:r><w:t>x</w:t></w:r></w:moveTo>'] * 30_000),
        p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * 20_000),
        (p("x", properties='<w:ind w:left="720"/>') + p("y")) * 4_000,
        "".join(p(f"Table {number}. x", style="Caption") + p("y" * 200) for number in range(4_000)),
    ],
    ids=("dots", "hanja", "letters", "credits", "moves", "fields", "indents", "labels"),
)
def test_much_of_one_thing_is_read_in_seconds(body):
    # About 2 s at most on a slow machine; anything quadratic would take minutes.
    data = docx(p("Weirs", style="Title") + p(LONG) + body)
    began = time.process_time()
    read_word(data, bounds=Bounds(ratio=10_000, seconds=10))
    assert time.process_time() - began < 10


def test_an_endless_list_of_parts_is_refused_before_it_is_read():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(40_000):
            archive.writestr(f"word/media/a-rather-long-name-of-a-part-that-is-empty-{number}.png", b"")
    assert "too many parts" in refusal(stream.getvalue())


def test_programs_in_a_file_are_left_out_and_told():
    macros = relationship("rId9", "vbaProject", "vbaProject.bin")
    assert "Programs (macros)" in told(
        read(p("x."), relationships=macros, files={"word/vbaProject.bin": b"x"})
    )
