"""Pictures: brought in with their words, or reported as missing; never fetched."""

import pytest

from .looking import everything, read, shapes, told
from .making import LONG, p, picture, png, r, relationship

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'


def with_file(data: bytes, name: str = "a.png") -> dict:
    return {
        "relationships": relationship("rId50", "image", f"media/{name}"),
        "files": {f"word/media/{name}": data},
    }


def test_a_picture_brings_its_bytes_alt_caption_and_credit():
    data = png()
    body = (
        p(LONG) + p(picture(alt="A weir")) + p("The upper weir. Photo: Ada Marsh", style="Caption") + p(LONG)
    )
    manuscript = read(body, **with_file(data))
    assert shapes(manuscript)[1] == ("image", "A weir", "The upper weir.", "Ada Marsh")
    assert manuscript.body[1].file.data == data
    assert manuscript.body[1].file.name == "a.png"


def test_a_credit_on_a_line_of_its_own_belongs_to_the_picture():
    body = p(picture()) + p("The upper weir.", style="Caption") + p("Photo: Ada Marsh") + p(LONG)
    assert shapes(read(body, **with_file(png())))[0] == ("image", "", "The upper weir.", "Ada Marsh")


def test_a_line_in_italics_below_is_a_caption_and_a_guess():
    manuscript = read(p(picture()) + p(r("The upper weir in May.", "<w:i/>")) + p(LONG), **with_file(png()))
    assert shapes(manuscript)[0][2] == "The upper weir in May."
    assert "guessed: A line beside a picture" in told(manuscript)


def test_the_text_below_a_picture_stays_text():
    assert shapes(read(p(picture()) + p(LONG), **with_file(png()))) == [("image", "", "", ""), ("p", LONG)]


def test_a_picture_within_a_line_stands_beside_its_paragraph():
    manuscript = read(p("Before ", picture(), "after."), **with_file(png()))
    assert shapes(manuscript) == [("p", "Before after."), ("image", "", "", "")]
    assert "A picture within a line" in told(manuscript)


def test_a_picture_outside_the_file_is_a_slot_with_its_address():
    body = p(picture(attributes="r:link", alt="A weir"))
    manuscript = read(body, relationships=relationship("rId50", "image", "https://a.example/a.png", True))
    slot = manuscript.body[0]
    assert (slot.missing, slot.alt, slot.address) == (True, "A weir", "https://a.example/a.png")
    assert "missing: A picture lies outside the file and was not fetched" in told(manuscript)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "\\\\host\\share\\a.png", "javascript:x"])
def test_no_other_address_is_kept(target):
    manuscript = read(
        p(picture(attributes="r:link")), relationships=relationship("rId50", "image", target, True)
    )
    assert manuscript.body[0].address == ""


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (SVG, "SVG"),
        (b"\x01\x00\x00\x00" + b"\x00" * 60, "EMF"),
        (b"<html><script>x</script></html>", "not a picture"),
        (b"", "not a picture"),
        (png()[:20], "not a picture"),
    ],
    ids=("svg", "emf", "html", "empty", "cut off"),
)
def test_what_is_no_picture_is_a_slot_and_says_why(data, why):
    manuscript = read(p(picture(alt="A weir")), **with_file(data))
    assert manuscript.body[0].missing
    assert why in told(manuscript)


def test_a_picture_of_another_kind_than_its_name_is_told_by_its_bytes():
    import io

    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "JPEG")
    assert not read(p(picture()), **with_file(stream.getvalue(), "a.png")).body[0].missing


def test_a_relationship_that_climbs_out_finds_nothing():
    body = p(picture())
    manuscript = read(body, relationships=relationship("rId50", "image", "../../../etc/passwd"))
    assert manuscript.body[0].missing


def test_a_drawing_written_twice_is_one_picture():
    twice = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{picture()[5:-6]}</mc:Choice><mc:Fallback><w:pict>'
        '<v:shape><v:imagedata r:id="rId50"/></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    )
    assert len(shapes(read(p(twice), **with_file(png())))) == 1


def test_an_old_picture_is_a_picture():
    old = (
        '<w:r><w:pict><v:shape alt="A weir"><v:imagedata r:id="rId50" o:title="x"/></v:shape></w:pict></w:r>'
    )
    assert shapes(read(p(old), **with_file(png()))) == [("image", "A weir", "", "")]


def test_a_file_name_is_no_alternative_text_and_a_machines_words_are_told():
    manuscript = read(p(picture(alt="IMG_0042.JPG")), **with_file(png()))
    assert (manuscript.body[0].alt, "only a file's name" in told(manuscript)) == ("", True)
    machine = "A body of water Description automatically generated"
    manuscript = read(p(picture(alt=machine)), **with_file(png()))
    assert (manuscript.body[0].alt, "made by a machine" in told(manuscript)) == ("A body of water", True)


def test_a_chart_is_a_slot_and_its_words_are_quoted():
    chart = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="2" name="Chart 1" descr="Debts"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId60"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    part = b'<c:x xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:v>Alder</c:v><c:v>14.2</c:v></c:x>'
    manuscript = read(
        p(chart),
        relationships=relationship("rId60", "chart", "charts/c.xml"),
        files={"word/charts/c.xml": part},
    )
    assert shapes(manuscript) == [("image", "Debts", "", "")]
    assert "Alder | 14.2" in everything(manuscript)


def test_words_drawn_as_letters_are_quoted():
    art = '<w:r><w:pict><v:shape><v:textpath string="LOUD WORDS"/></v:shape></w:pict></w:r>'
    manuscript = read(p("x", art, "."))
    assert shapes(manuscript) == [("p", "x.")]
    assert "LOUD WORDS" in everything(manuscript)
