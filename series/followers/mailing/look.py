"""Colours and faces of a letter, written into it: a letter has no style sheet. Those of static/css/site.css."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from series.cloths import cloth_of


@dataclass(frozen=True)
class Colours:
    """The cloth of a letter as #rrggbb: words, bars and the bar of the part in hand, by day and by night."""

    words: str
    bar: str
    bar_now: str
    words_dark: str
    bar_dark: str


# name: words by day, words by night (--…-text), bars by night: between cloth and words, so that they stand out.
WORDS = {
    "celadon": ("#1d5748", "#98cfba", "#4c8a77"),
    "indigo": ("#2a4778", "#adc4ee", "#5f7fb8"),
    "madder": ("#8a3325", "#eeab98", "#b8604e"),
    "gardenia": ("#73540d", "#dcc07a", "#a0822f"),
}


def colours_of(cloth: str) -> Colours:
    """The colours of a series' cloth; those of a new one for a name that there is none of."""
    tones, words = cloth_of(cloth), WORDS.get(cloth, WORDS["celadon"])
    return Colours(words[0], tones.plain, tones.deep, words[1], words[2])


@dataclass(frozen=True)
class Faces:
    """The faces of a language, for style attributes: of the text, of titles and headings, and how a series' name stands."""

    text: SafeString
    title: SafeString
    weight: int
    note: str


SERIF = mark_safe("Newsreader,Georgia,'Times New Roman',serif")
GOTHIC = mark_safe("'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',sans-serif")
MYEONGJO = mark_safe("'Nanum Myeongjo','Apple Myungjo',Batang,'Noto Serif KR',serif")


def faces_of(language: str) -> Faces:
    """No face is loaded for a letter; Korean is never slanted."""
    if language == "ko":
        return Faces(GOTHIC, MYEONGJO, 600, "normal")
    return Faces(SERIF, SERIF, 400, "italic")
