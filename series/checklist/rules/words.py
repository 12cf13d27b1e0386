"""Points about the words at the head of a piece: they are there, in its language, and fit where they are printed."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from authors.names import HANGUL
from series.checklist.piece import Piece
from series.checklist.rules.base import Finding, Level, Rule

# What search engines show of a result before they cut it off, in columns of Latin letters: some 600 pixels of a
# title, 920 of a description. A Hangul syllable takes two.
TITLE_COLUMNS = 65
DESCRIPTION_COLUMNS = 160
SHORT_DESCRIPTION = 50
LONGEST_PASSAGE = 60


class Title(Rule):
    code = "title"
    label = gettext_lazy("Title")
    level = Level.REQUIRED

    def check(self, piece: Piece) -> list[Finding]:
        return [] if piece.title.strip() else [Finding(_("There is no title."), "title")]


class Standfirst(Rule):
    code = "standfirst"
    label = gettext_lazy("Standfirst")

    def check(self, piece: Piece) -> list[Finding]:
        return [] if piece.standfirst.strip() else [Finding(_("There is no standfirst."), "standfirst")]


class Language(Rule):
    """Set by the place in the tree; a Korean text among the English pages was put in the wrong one."""

    code = "language"
    label = gettext_lazy("Language")

    def check(self, piece: Piece) -> list[Finding]:
        if not piece.language:
            return [Finding(_("The piece has no language."), "title")]
        letters = [letter for letter in f"{piece.title} {piece.text}" if letter.isalpha()]
        korean = sum(1 for letter in letters if HANGUL.match(letter))
        if piece.language == "en" and korean * 2 > len(letters):
            return [Finding(_("The text is Korean, and the piece stands among the English pages."), "body")]
        # Korean texts quote names and titles in Latin letters; none with hardly any Hangul is Korean.
        if piece.language == "ko" and letters and korean * 5 < len(letters):
            return [
                Finding(_("The text is not Korean, and the piece stands among the Korean pages."), "body")
            ]
        return []


class Translated(Rule):
    """What is not translated would stand in the wrong language on the page, read and hyphenated by its rules."""

    code = "translated"
    label = gettext_lazy("Translated whole")
    level = Level.REQUIRED

    def check(self, piece: Piece) -> list[Finding]:
        if not piece.waiting:
            return []
        about = ngettext(
            "%(n)d passage is not translated yet: “%(first)s”.",
            "%(n)d passages are not translated yet, the first: “%(first)s”.",
            len(piece.waiting),
        )
        first = Truncator(piece.waiting[0]).chars(LONGEST_PASSAGE)
        return [Finding(about % {"n": len(piece.waiting), "first": first}, "title")]


class SearchTitle(Rule):
    code = "title-length"
    label = gettext_lazy("Title fits a search result")

    def check(self, piece: Piece) -> list[Finding]:
        words, field = _first((piece.search_title, "seo_title"), (piece.title, "title"))
        if columns(words) <= TITLE_COLUMNS:
            return []
        return [_too_wide(columns(words), TITLE_COLUMNS, field)]


class SearchDescription(Rule):
    code = "standfirst-length"
    label = gettext_lazy("Standfirst fits a search result")

    def check(self, piece: Piece) -> list[Finding]:
        words, field = _first(
            (piece.search_description, "search_description"), (piece.standfirst, "standfirst")
        )
        length = columns(words)
        if not length:
            return []  # that it is missing is another point
        if length < SHORT_DESCRIPTION:
            return [Finding(_("Very short: %(length)d letters wide.") % {"length": length}, field)]
        if length > DESCRIPTION_COLUMNS:
            return [_too_wide(length, DESCRIPTION_COLUMNS, field)]
        return []


def columns(words: str) -> int:
    """How wide words are, in Latin letters; a Hangul syllable counts for two."""
    return len(words) + len(HANGUL.findall(words))


def _too_wide(length: int, most: int, field: str) -> Finding:
    about = _(
        "%(length)d letters wide; search results show some %(most)d. "
        "A shorter one can be given under “Address and sharing”."
    )
    return Finding(about % {"length": length, "most": most}, field)


def _first(*choices: tuple[str, str]) -> tuple[str, str]:
    """The first (words, field) that has words, else the last."""
    return next(((words.strip(), field) for words, field in choices if words.strip()), ("", choices[-1][1]))
