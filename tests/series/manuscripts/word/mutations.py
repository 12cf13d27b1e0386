"""Word documents with something broken in them, as hypothesis draws it: bytes, tags, values, whole parts."""

import io
import re
import zipfile
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from .making import LONG, docx, field, item, levels, num, p, packed, picture, png, r, relationship, table

FILES = Path(__file__).parents[1] / "files"
VALUES = (b'"0"', b'"-5"', b'"99999999999"', b'"x"', b'""', b'"rId50"', b'"begin"', b'"restart"', b'"Title"')
SCRAPS = (
    b"<w:p>",
    b"</w:p>",
    b"<w:tbl>",
    b"<w:tc>",
    b"<w:sdt>",
    b"<w:del>",
    b"\x00",
    b"&#0;",
    b"<!DOCTYPE x>",
    b"\xff",
    b'"',
)


@cache
def sound_documents() -> tuple[dict[str, bytes], ...]:
    """The documents to break, by their parts: one with something of everything, and those of LibreOffice."""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    whole = docx(
        p("Weirs", style="Title") + p("By Ann Bell and 이진") + p(LONG, note) + p("Marks", style="Heading1")
        + item("One") + item("Two", level=1) + p(field("begin", '{HYPERLINK "https://a.example"}', "separate", "it", "end"))
        + table(["a", "b"], ["c", "d"], header=True) + p(picture(alt="A weir")) + p("Fig. 1. A weir", style="Caption")
        + p(r("Loud", "<w:b/><w:vanish/>")) + "<w:sdt><w:sdtContent>" + p("In.") + "</w:sdtContent></w:sdt>"
        + p('<w:ins w:id="1">' + r("new") + "</w:ins>", '<w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>')
        + p("Quoted.", style="Quote") + p("Ann Bell teaches in Alder."),
        numbering=levels(("decimal", 1), ("bullet", 1)) + num(1),
        footnotes=f'<w:footnote w:id="2">{p("A note.")}</w:footnote>',
        comments=f'<w:comment w:id="1" w:author="x">{p("Remark.")}</w:comment>',
        relationships=relationship("rId50", "image", "media/a.png"),
        files={"word/media/a.png": png()},
    )  # fmt: skip
    files = [whole, *(file.read_bytes() for file in sorted(FILES.glob("*.docx")))]
    return tuple(_parts(data) for data in files)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@st.composite
def broken_documents(draw) -> bytes:
    """The bytes of one document with a few things broken."""
    parts = dict(draw(st.sampled_from(sound_documents())))
    names = sorted(parts)
    for _time in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(names))
        if parts.get(name):
            parts[name] = draw(st.sampled_from((_bytes, _tags, _values)))(draw, parts[name])
        if draw(st.integers(0, 15)) == 0:
            parts.pop(name, None)
    data = packed(parts)
    if draw(st.integers(0, 5)) == 0:
        data = _bytes(draw, data)
    return data


def _bytes(draw, data: bytes) -> bytes:
    at = draw(st.integers(0, len(data)))
    end = min(at + draw(st.sampled_from((0, 0, 1, 9, 300))), len(data))
    return data[:at] + draw(st.one_of(st.sampled_from(SCRAPS), st.binary(max_size=4))) + data[end:]


def _tags(draw, data: bytes) -> bytes:
    pieces = re.findall(rb"<[^>]*>|[^<]+", data)
    if not pieces:
        return data
    one, other = (draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


def _values(draw, data: bytes) -> bytes:
    places = list(re.finditer(rb'"[^"]*"', data))
    if not places:
        return data
    place = draw(st.sampled_from(places))
    return data[: place.start()] + draw(st.sampled_from(VALUES)) + data[place.end() :]
