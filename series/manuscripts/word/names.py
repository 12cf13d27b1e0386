"""The names of OOXML that the reader asks for, and the small questions every part of it asks an element."""

from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 (the prefix that the files use)
ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"

# The namespaces of "Strict Open XML" beside those of the usual files (ISO/IEC 29500-1 and -4, Annex A).
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", PIC),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
)

OFF = frozenset({"0", "false", "off", "none"})


def attribute(element: Element | None, name: str) -> str:
    """The value of a `w:` attribute, "" where the element or the attribute is not there."""
    if element is None:
        return ""
    return element.get(W + name) or ""


def value(parent: Element | None, name: str) -> str:
    """The `w:val` of the child `w:name`; "" where there is none."""
    return attribute(parent.find(W + name), "val") if parent is not None else ""


def number(text: str, default: int = 0) -> int:
    """A whole number in the units of the file (twips, half-points ...); what is none, or absurd, is the default."""
    try:
        found = int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default
    return found if abs(found) < 10_000_000 else default


def is_on(parent: Element | None, name: str) -> bool | None:
    """An on/off property (17.17.4 ST_OnOff): None where it is not said."""
    if parent is None:
        return None
    element = parent.find(W + name)
    if element is None:
        return None
    return attribute(element, "val").lower() not in OFF
