"""The points of the checklist, in the order in which an editor works. A new one joins with a class and a line here."""

from series.checklist.rules.base import Finding, Level, Rule
from series.checklist.rules.clearance import ClearedByAuthors
from series.checklist.rules.credits import Affiliation, AuthorPages, Byline, Topic
from series.checklist.rules.pictures import AlternativeText, PictureCredit
from series.checklist.rules.text import Footnotes, Headings, Links, LinksToDrafts, UnusedFootnotes
from series.checklist.rules.trust import Disclosure, LastInSeries, OneDoi, Permission
from series.checklist.rules.words import (
    Language,
    SearchDescription,
    SearchTitle,
    Standfirst,
    Title,
    Translated,
)

__all__ = ["RULES", "Finding", "Level", "Rule"]

RULES: tuple[Rule, ...] = (
    Title(),
    Standfirst(),
    LastInSeries(),
    Headings(),
    Links(),
    LinksToDrafts(),
    Footnotes(),
    UnusedFootnotes(),
    AlternativeText(),
    PictureCredit(),
    Byline(),
    Affiliation(),
    AuthorPages(),
    ClearedByAuthors(),
    Topic(),
    Disclosure(),
    Permission(),
    OneDoi(),
    Language(),
    Translated(),
    SearchTitle(),
    SearchDescription(),
)
