"""The site's own words: every one translated, and compiled, as the compiled files are what a site reads."""

import re
import shutil
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

CATALOGUES = sorted((settings.BASE_DIR / "locale").glob("*/LC_MESSAGES/*.po"))
each_catalogue = pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: str(path.relative_to(settings.BASE_DIR))
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%|<[^>]*>")
needs_gettext = pytest.mark.skipif(
    not shutil.which("xgettext"), reason="needs gettext, which collects the words: apt-get install gettext"
)


def words(entry):
    """What an entry says, in a form that .po and .mo share: context, word and translations."""
    return entry.msgctxt, entry.msgid, entry.msgstr, tuple(sorted(entry.msgstr_plural.items()))


@each_catalogue
def test_every_word_is_translated(path):
    catalogue = polib.pofile(str(path))
    unfinished = catalogue.untranslated_entries() + catalogue.fuzzy_entries()
    assert [entry.msgid for entry in unfinished] == []


@each_catalogue
def test_placeholders_and_markup_survive_translation(path):
    for entry in polib.pofile(str(path)):
        # What the plural says, a language with one form must say for all counts.
        said = Counter(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for translation in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            found = Counter(PLACEHOLDER.findall(translation))
            if "<" not in entry.msgid:
                # It may say once what English says twice.
                assert found <= said, entry.msgid
            assert set(found) == set(said), entry.msgid


@each_catalogue
def test_the_compiled_catalogue_says_the_same(path):
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    current = polib.pofile(str(path)).translated_entries()
    assert {words(entry) for entry in compiled} == {words(entry) for entry in current}, "run `make messages`"


def test_korean_particles_do_not_depend_on_a_value():
    """은/는, 이/가, 을/를 after a value would be wrong for every other name: the sentence is turned instead."""
    particle = re.compile(r"(?:%\(\w+\)s|\{\w+\})[”’]?(?:은|는|이|가|을|를|과|와|으로|로)(?![가-힣])")
    catalogue = polib.pofile(str(settings.BASE_DIR / "locale/ko/LC_MESSAGES/django.po"))
    said = [text for entry in catalogue for text in [entry.msgstr, *entry.msgstr_plural.values()]]
    assert [text for text in said if particle.search(text)] == []


@needs_gettext
@each_catalogue
def test_no_word_of_the_code_is_missing(path, tmp_path, monkeypatch, settings):
    """A fresh collection from a copy of the code finds nothing that the catalogue lacks, and nothing that is gone."""
    root = settings.BASE_DIR
    folders = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == root]
    for folder in [*folders, root / "config", root / "templates"]:
        shutil.copytree(folder, tmp_path / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "locale").mkdir()
    settings.LOCALE_PATHS = []
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", locale=[path.parts[-3]], verbosity=0)
    fresh, known = polib.pofile(str(tmp_path / path.relative_to(root))), polib.pofile(str(path))
    assert {entry.msgid_with_context for entry in fresh} == {entry.msgid_with_context for entry in known}, (
        "run `make messages`"
    )
