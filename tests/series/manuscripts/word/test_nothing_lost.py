"""Whatever can be seen in a document is in the manuscript, or quoted in a finding."""

import re

import pytest
from lxml import etree

from series.manuscripts.manuscript import to_json
from series.manuscripts.word import read_word
from series.manuscripts.word.names import W
from series.manuscripts.word.styles import Styles
from series.manuscripts.word.visible import visible_text
from tests.shared import SHARED

from .making import packed
from .mutations import sound_documents

# What they say is said by the field that took the words behind them.
LABELS = ("photo", "source")
CASES = sorted((SHARED / "cases" / "inputs").glob("*.docx"))


def bare(text: str) -> str:
    """Letters and digits alone, ligatures apart and small."""
    return re.sub(r"[\W_]+", "", text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("\u00ad", "")).casefold()


def words_of(value) -> str:
    if isinstance(value, dict):
        return " ".join(map(words_of, value.values()))
    if isinstance(value, list):
        return " ".join(map(words_of, value))
    return str(value)


def lost(parts: dict[str, bytes]) -> list[str]:
    """The visible words of the body, notes and running heads that are nowhere in what was read of them."""
    manuscript = read_word(packed(parts))
    held = bare(words_of(to_json(manuscript)))
    styles = Styles(etree.fromstring(parts["word/styles.xml"]) if "word/styles.xml" in parts else None)
    missing = []
    for name, data in parts.items():
        if not re.match(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml$", name):
            continue
        for paragraph in etree.fromstring(data).iter(f"{W}p"):
            words = visible_text(styles, paragraph).split()
            missing += [word for word in words if bare(word) not in held and bare(word) not in LABELS]
    return missing


@pytest.mark.parametrize("parts", sound_documents(), ids=lambda parts: str(len(parts)))
def test_no_visible_word_of_our_own_documents_is_lost(parts):
    assert lost(parts) == []


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_no_visible_word_of_the_shared_documents_is_lost(file):
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        assert lost({name: archive.read(name) for name in archive.namelist()}) == []
