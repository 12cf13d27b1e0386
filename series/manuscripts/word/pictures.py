"""Pictures and drawings: the file inside the document with its alternative text, and what cannot be brought in."""

import io
import re
import warnings
from collections.abc import Iterator

from lxml.etree import _Element as Element
from PIL import Image

from ..manuscript import ImageFile, ImageSlot
from .alternates import chosen
from .document import Document
from .names import ASVG, MC, PIC, WP, A, O, R, V, W, attribute
from .package import TooLarge

# What the site can make renditions of; told by the bytes, whatever the part is called.
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
FILE_NAME = re.compile(
    r"^(?:\S*[\\/])?[^\\/]{1,80}\.(?:png|jpe?g|gif|webp|tiff?|bmp|emf|wmf|svg|heic)$", re.IGNORECASE
)
BY_A_MACHINE = re.compile(
    r"\s*(?:Description automatically generated(?: with \w+ confidence)?\.?"
    r"|AI-generated content may be incorrect\.?|자동 생성된 설명\.?"
    r"|AI 생성 콘텐츠는 정확하지 않을 수 있습니다\.?)\s*",
    re.IGNORECASE,
)
GRAPHICS = {"chart": "A chart", "diagram": "A SmartArt drawing", "table": "A table drawn as a picture"}


def content_of(drawing: Element) -> tuple[list[Element], list[Element]]:
    """What a drawing holds: pictures and graphics, and text boxes, each once.

    Programs write a drawing twice, in the new form and as a fallback for old ones; only the new one counts.
    """
    figures: list[Element] = []
    boxes: list[Element] = []
    for element in _outer(drawing):
        if element.tag == f"{W}txbxContent":
            boxes.append(element)
        elif element.tag in (f"{PIC}pic", f"{V}imagedata") or _is_graphic(element):
            figures.append(element)
    return figures, boxes


def _is_graphic(element: Element) -> bool:
    return element.tag == f"{A}graphicData" and any(name in element.get("uri", "") for name in GRAPHICS)


def _outer(drawing: Element) -> Iterator[Element]:
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        yield element
        if element.tag == f"{W}txbxContent":
            continue
        children = list(element)
        if element.tag == f"{MC}AlternateContent":
            children = chosen(element)
        waiting.extend(reversed(children))


def drawn_words(drawing: Element) -> list[str]:
    """The words that a drawn shape shows: those in its text, and those that are drawn as letters (WordArt)."""
    drawn = [element.get("string", "") for element in drawing.iter(f"{V}textpath")]
    return _texts(drawing) + [text for text in drawn if text.strip()]


def is_rule(picture: Element) -> bool:
    """Whether a VML picture is a horizontal rule."""
    return any(element.get(f"{O}hr") for element in picture.iter(f"{V}rect", f"{V}shape"))


def read_figure(
    document: Document, part: str, drawing: Element, figure: Element, place: int
) -> ImageSlot | None:
    """The slot for one picture of a drawing; None for one that Word hides."""
    properties = next(drawing.iter(f"{WP}docPr"), None)
    if properties is not None and properties.get("hidden") in ("1", "true"):
        document.tell("dropped", "A picture that Word hides was left out.", place)
        return None
    alt = _alt(document, drawing, figure, properties, place)
    if figure.tag == f"{A}graphicData":
        return _graphic(document, part, figure, alt, place)
    blip = figure if figure.tag == f"{V}imagedata" else next(figure.iter(f"{A}blip"), None)
    if blip is None:
        return _missing(
            document, "A picture without a file stands here; its slot waits for the image.", alt, place
        )
    key = blip.get(f"{R}embed") or blip.get(f"{R}id") or ""
    outside = blip.get(f"{R}link") or blip.get(f"{R}href") or ""
    related = document.package.related(part)
    inner = related.get(key)
    if inner is None or inner.external:
        linked = inner or related.get(outside)
        if linked is not None and linked.external:
            what = "A picture lies outside the file and was not fetched; its slot waits for the image."
            return _missing(document, what, alt, place, address=linked.target)
        return _missing(document, "A picture is not in the file; its slot waits for the image.", alt, place)
    if next(blip.iter(f"{ASVG}svgBlip"), None) is not None:
        document.tell(
            "changed", "A drawing (SVG) was brought in as the picture that Word keeps beside it.", place
        )
    return _embedded(document, inner.target, alt, place)


def _embedded(document: Document, target: str, alt: str, place: int) -> ImageSlot:
    bounds = document.bounds
    name = target.rpartition("/")[2]
    if not document.package.has(target):
        return _missing(document, "A picture is not in the file; its slot waits for the image.", alt, place)
    try:
        data = document.package.read(target, most=bounds.picture_bytes)
    except TooLarge:
        what = f"A picture ({name}) is larger than {bounds.picture_bytes // 1024 // 1024} MB and was not brought in."
        return _missing(document, what, alt, place)
    if problem := _problem(data, bounds.picture_pixels):
        return _missing(document, f"A picture ({name}) was not brought in: {problem}", alt, place)
    return ImageSlot(alt=alt, file=ImageFile(data, name))


def _problem(data: bytes, most_pixels: int) -> str:
    """Why the site cannot show the bytes as a picture; "" when it can. Only the head of the file is read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                width, height = image.size
    except Image.DecompressionBombError:
        return "it has too many pixels."
    except Exception:  # Pillow's readers raise whatever damaged bytes lead them to
        if data[:4] == b"\x01\x00\x00\x00" or data[:4] == b"\xd7\xcd\xc6\x9a":
            return "it is a drawing (EMF or WMF) that browsers do not show. Save it as PNG."
        if b"<svg" in data[:2000]:
            return "it is a drawing (SVG), which may hold programs. Save it as PNG."
        return "it is not a picture that the site can show."
    if width * height > most_pixels:
        return f"it has {width:,} × {height:,} pixels, more than {most_pixels:,} in all."
    return ""


def _graphic(document: Document, part: str, figure: Element, alt: str, place: int) -> ImageSlot:
    kind = next(name for key, name in GRAPHICS.items() if key in figure.get("uri", ""))
    words = []
    for element in figure.iter():
        for name, key in element.attrib.items():
            related = document.package.related(part).get(key) if name.startswith(R) else None
            if related is None or related.external or related.kind not in ("chart", "diagramData", "chartEx"):
                continue
            root = document.package.part(related.target)
            words += _texts(root) if root is not None else []
    what = f"{kind} cannot be brought in; its slot waits for an image. (A chart can be made anew from its figures.)"
    return _missing(document, what, alt, place, passage=" | ".join(words))


def _texts(root: Element) -> list[str]:
    ends = ("}t", "}v")
    texts = (
        element.text.strip() for element in root.iter() if str(element.tag).endswith(ends) and element.text
    )
    return [text for text in texts if text]


def _missing(
    document: Document, what: str, alt: str, place: int, *, address: str = "", passage: str = ""
) -> ImageSlot:
    document.report.add("missing", what, [place], passage=passage or alt)
    return ImageSlot(alt=alt, address=address if address.lower().startswith(("http://", "https://")) else "")


def _alt(
    document: Document, drawing: Element, figure: Element, properties: Element | None, place: int
) -> str:
    found = [properties.get("descr"), properties.get("title")] if properties is not None else []
    found += [element.get("descr") for element in figure.iter(f"{PIC}cNvPr")]
    if figure.tag == f"{V}imagedata":
        shape = figure.getparent()
        found += [shape.get("alt") if shape is not None else "", figure.get(f"{O}title")]
    alt = document.cleaned(next((text for text in found if text and text.strip()), "")).strip()
    alt = " ".join(alt.split())
    if FILE_NAME.match(alt):
        document.report.add(
            "dropped",
            "A picture's alternative text was only a file's name and was left out.",
            [place],
            passage=alt,
        )
        return ""
    if BY_A_MACHINE.search(alt):
        document.report.add(
            "changed",
            "A picture's alternative text was made by a machine; read it again.",
            [place],
            passage=alt,
        )
        alt = BY_A_MACHINE.sub(" ", alt).strip()
    return alt


def object_name(element: Element) -> str:
    """What an embedded object says it is ("Excel.Sheet.12"), "" when it says nothing."""
    ole = next(element.iter(f"{O}OLEObject"), None)
    return (
        (ole.get("ProgID") or "") if ole is not None else attribute(element.find(f"{W}objectEmbed"), "progId")
    )
