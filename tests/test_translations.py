"""The site's own words: every one translated, and compiled, as the compiled files are what a site reads."""

import re

import polib
import pytest
from django.conf import settings

CATALOGUES = sorted((settings.BASE_DIR / "locale").glob("*/LC_MESSAGES/*.po"))
each_catalogue = pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: str(path.relative_to(settings.BASE_DIR))
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")


def words(entry):
    """What an entry says, in a form that .po and .mo share: context, word and translations."""
    return entry.msgctxt, entry.msgid, entry.msgstr, tuple(sorted(entry.msgstr_plural.items()))


@each_catalogue
def test_every_word_is_translated(path):
    catalogue = polib.pofile(str(path))
    unfinished = catalogue.untranslated_entries() + catalogue.fuzzy_entries()
    assert [entry.msgid for entry in unfinished] == []


@each_catalogue
def test_placeholders_survive_translation(path):
    for entry in polib.pofile(str(path)):
        for translation in [entry.msgstr, *entry.msgstr_plural.values()]:
            known = PLACEHOLDER.findall(entry.msgid + entry.msgid_plural)
            assert set(PLACEHOLDER.findall(translation)) <= set(known), entry.msgid


@each_catalogue
def test_the_compiled_catalogue_says_the_same(path):
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    current = polib.pofile(str(path)).translated_entries()
    assert {words(entry) for entry in compiled} == {words(entry) for entry in current}, "run `make messages`"
