"""Packed documents as small as they can be, for tests."""

import io
import zipfile

OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
}
DECLARED = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "epub": "application/epub+zip",
}


def packed(**members: bytes | str) -> bytes:
    """A ZIP file; in names of members two underscores stand for a full stop."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "."), content)
    return output.getvalue()


def of(suffix: str) -> bytes:
    """A document of a kind, by its suffix."""
    if suffix in DECLARED:
        return packed(mimetype=DECLARED[suffix])
    return office(f"{MAIN[suffix]}.main+xml")


def office(main: str, **members: bytes) -> bytes:
    """A package of Office with a main part of a type."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    return packed(**{"[Content_Types]__xml": types, "main__xml": "<x/>", **members})
