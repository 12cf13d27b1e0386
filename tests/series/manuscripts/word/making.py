"""Word documents made for tests: a body of XML in a package with as little around it as Word needs."""

import io
import zipfile

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{TYPE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:sz w:val="56"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Heading1"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:rPr><w:b/></w:rPr></w:style>
"""
LONG = (
    "The gauge at the upper weir has been read every morning since the winter of the second flood, and the book in "
    "which its numbers stand is kept by a schoolteacher who asks nobody for money."
)


def p(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; plain strings become runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "".join(one if one.startswith("<") else r(one) for one in content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(*parts: str) -> str:
    """A complex field out of "begin", "separate", "end", instructions in braces and words."""
    made = []
    for part in parts:
        if part in ("begin", "separate", "end"):
            made.append(f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>')
        elif part.startswith("{"):
            made.append(f"<w:r><w:instrText>{part[1:-1]}</w:instrText></w:r>")
        else:
            made.append(r(part))
    return "".join(made)


def item(text: str, num: int = 1, level: int = 0, extra: str = "") -> str:
    """A paragraph that Word numbers."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>{extra}')


def table(*rows: list[str], header: bool = False) -> str:
    """A table of words; cells that are XML are taken as they are."""
    made = []
    for at, row in enumerate(rows):
        cells = "".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{p(cell)}</w:tc>" for cell in row)
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if header and at == 0 else ""
        made.append(f"<w:tr>{mark}{cells}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def picture(key: str = "rId50", alt: str = "", attributes: str = "r:embed") -> str:
    """A run with a drawing."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{alt}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f'<a:blip {attributes}="{key}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def relationship(key: str, kind: str, target: str, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{TYPE}/{kind}" Target="{target}"{mode}/>'


def parts_of(
    body: str,
    *,
    styles: str = STYLES,
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    comments: str = "",
    relationships: str = "",
    files: dict[str, bytes] | None = None,
    raw: str = "",
) -> dict[str, bytes]:
    """The parts of a package by name; `raw` replaces the whole main part."""
    parts = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": ROOT_RELATIONSHIPS.encode(),
        "word/document.xml": (
            raw or f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
        ).encode(),
    }
    wrapped = {
        "styles": styles,
        "numbering": numbering,
        "footnotes": footnotes,
        "endnotes": endnotes,
        "comments": comments,
    }
    for kind, content in wrapped.items():
        if content:
            parts[f"word/{kind}.xml"] = f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>".encode()
            relationships += relationship(f"rId-{kind}", kind, f"{kind}.xml")
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{relationships}</Relationships>"
    ).encode()
    return parts | (files or {})


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def docx(body: str, **parts) -> bytes:
    """The bytes of a document with this body."""
    return packed(parts_of(body, **parts))


def png(width: int = 12, height: int = 8) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (width, height), (60, 110, 160)).save(stream, "PNG")
    return stream.getvalue()


def levels(*made: tuple[str, int], abstract: int = 0) -> str:
    """A numbering definition: for each level its format and its start."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%{at + 1}."/>'
        f'<w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for at, (form, start) in enumerate(made)
    )
    return f'<w:abstractNum w:abstractNumId="{abstract}">{inner}</w:abstractNum>'


def num(key: int, abstract: int = 0, overrides: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
