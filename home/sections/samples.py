"""What the previews of sections show in the picker: made-up pieces, series, people, printed as readers would see them."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from authors.portraits import portrait
from authors.reading import AuthorCard
from home.reading import Feature, Ledger, Section
from series.place import Place
from series.reading.collection import LedgerRow
from series.reading.corrections import ListedCorrection
from series.reading.parts import Part
from series.reading.shapes import Credit, Link, SeriesCard, Spine, Teaser, TopicLink

NOWHERE = "#"
TITLES = ("The gauge in the delta", "A river in five languages", "What a levee costs", "Who counts the water")
PEOPLE = ("Zora Whitlock", "Abel Anand", "Mina Park", "Ines Couto")
MINUTES = (9, 6, 12, 7)


def sample_of(kind: str) -> Section:
    """A section of a kind, with a title where its own words would be those of nobody."""
    return Section(kind=kind, content=_CONTENT[kind](), id=f"sample-{kind}", is_large=True)


def _series(title: str = "Rivers and rates", cloth: str = "celadon") -> SeriesCard:
    spines = tuple(
        Spine(number, minutes=minutes, title=title, address=NOWHERE, author=author)
        for number, (title, author, minutes) in enumerate(zip(TITLES, PEOPLE, MINUTES, strict=True), start=1)
    )
    return SeriesCard(
        pk=0,
        title=title,
        address=NOWHERE,
        cloth=cloth,
        standfirst="Who builds the wall, and who pays for it.",
        total=len(spines),
        published=len(spines),
        minutes=sum(MINUTES),
        spines=spines,
        first=spines[0],
        latest=spines[-1],
    )


def _teasers() -> tuple[Teaser, ...]:
    series, noon = _series(), datetime(2026, 3, 3, 12, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return tuple(
        Teaser(
            pk=number,
            title=title,
            address=NOWHERE,
            standfirst="The first dispute on any river is about the number on the gauge.",
            excerpt="The water rose in the night, and in the morning two governments had two numbers for it.",
            published_at=noon,
            minutes=minutes,
            place=Place(number, series.total),
            series=series,
            credits=(Credit(author),),
        )
        for number, (title, author, minutes) in enumerate(zip(TITLES, PEOPLE, MINUTES, strict=True), start=1)
    )


def _ledger() -> Ledger:
    rows = (
        LedgerRow(
            Part(
                pk=piece.pk,
                title=piece.title,
                address=NOWHERE,
                number=piece.place.number,
                minutes=piece.minutes,
                published_at=piece.published_at,
                standfirst=piece.standfirst,
            ),
            piece.credits,
        )
        for piece in _teasers()
    )
    return Ledger(_series(), tuple(rows))


def _authors() -> tuple[AuthorCard, ...]:
    return tuple(
        AuthorCard(
            person=UUID(int=number),
            name=name,
            address=NOWHERE,
            is_organisation=False,
            about="Hydrologist, Delta Institute",
            portrait=portrait(name=name, family=name.split()[-1], native_name="", is_organisation=False),
            pieces=number,
        )
        for number, name in enumerate(PEOPLE, start=1)
    )


def _correction() -> ListedCorrection:
    series = _series()
    return ListedCorrection(
        label=_("Correction"),
        date=date(2026, 3, 3),
        text=mark_safe("The gauge stands at Luang Prabang, not at Vientiane."),
        piece=Link(TITLES[0], NOWHERE),
        series=Link(series.title, NOWHERE),
        place=Place(1, series.total),
        cloth=series.cloth,
        language="",
        code="en",
        key=UUID(int=0),
        published_at=None,
    )


_CONTENT = {
    "lead": lambda: _teasers()[:1],
    "latest": _teasers,
    "shelf": lambda: Feature(_series(), (Link(PEOPLE[0]),)),
    "parts": _ledger,
    "series": lambda: (_series(), _series("Roads and rails", "madder"), _series("The long table", "indigo")),
    "topics": lambda: tuple(
        TopicLink(name, NOWHERE, count)
        for name, count in (("Water policy", 14), ("Trade routes", 9), ("Cities", 5), ("Insurance", 2))
    ),
    "authors": _authors,
    "words": lambda: mark_safe(
        '<p>Proposals for the spring series are open until the end of the month. <a href="#">How to propose a part</a></p>'
    ),
    "corrections": lambda: (_correction(),),
}
