"""A Word document as a test opens it: what Word itself would stumble over."""

import io
import posixpath
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN, NOTES = "word/document.xml", "word/footnotes.xml"
STYLED = ("pStyle", "rStyle", "tblStyle")


def tree(package, name=MAIN):
    return etree.fromstring(package.read(name))


def faults(content: bytes) -> list[str]:
    """What Word would stumble over: parts without a type or a file, ids given twice or to nothing."""
    package, found = zipfile.ZipFile(io.BytesIO(content)), []
    names = set(package.namelist())
    types = tree(package, "[Content_Types].xml")
    endings = {one.get("Extension").lower() for one in types if one.get("Extension")}
    overrides = {one.get("PartName").lstrip("/") for one in types if one.get("PartName")}
    found += [
        f"no type: {name}"
        for name in names
        if name not in overrides and name.rpartition(".")[2] not in endings
    ]
    found += [f"no part: {name}" for name in overrides - names]
    for rels in [name for name in names if name.endswith(".rels")]:
        folder, _slash, file = rels.replace("_rels/", "").removesuffix(".rels").rpartition("/")
        entries = tree(package, rels)
        for one in entries:
            target = posixpath.normpath(posixpath.join(folder, one.get("Target"))).lstrip("/")
            if one.get("TargetMode") != "External" and target not in names:
                found.append(f"{rels} leads to nothing: {target}")
        if file.endswith(".xml"):
            known = {one.get("Id") for one in entries}
            used = {
                value
                for one in tree(package, f"{folder}/{file}").iter()
                for key, value in one.attrib.items()
                if key.startswith(R)
            }
            found += [f"{file} names no relation: {key}" for key in used - known]
    root, styles = (
        tree(package),
        {one.get(f"{W}styleId") for one in tree(package, "word/styles.xml").iter(f"{W}style")},
    )
    for name in (MAIN, NOTES):
        named = {one.get(f"{W}val") for one in tree(package, name).iter(*(f"{W}{tag}" for tag in STYLED))}
        found += [f"no style: {style}" for style in named - styles]
    drawn = [one.get("id") for one in root.iter("{*}docPr")]
    starts = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")]
    ends = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkEnd")]
    marks = {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
    notes = {one.get(f"{W}id") for one in tree(package, NOTES).iter(f"{W}footnote")}
    cited = [one.get(f"{W}id") for one in root.iter(f"{W}footnoteReference")]
    led = [one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink") if one.get(f"{W}anchor") is not None]
    for what, ids in (("drawing", drawn), ("bookmark", starts), ("reference", cited)):
        found += [f"{what} given twice"] * (len(ids) != len(set(ids)))
    found += ["bookmark left open"] * (sorted(starts) != sorted(ends))
    found += [f"leads to no bookmark: {name}" for name in led if name not in marks]
    found += [f"no note {key}" for key in cited if key not in notes]
    found += [f"bad name: {name}" for name in marks if not re.fullmatch(r"_?[A-Za-z]\w{0,38}", name)]
    return found
