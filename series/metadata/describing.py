"""Descriptions of installments and series, made of what their pages show: nothing is asked of the database again."""

from dataclasses import replace
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from publication.licences import Licence
from publication.navigation import PageFrame
from series.metadata.description import (
    Correction,
    Description,
    Image,
    Neighbour,
    PageKind,
    Publisher,
    SeriesFacts,
    Source,
    Topic,
    Version,
    Who,
)
from series.models import InstallmentPage, SeriesPage
from series.reading.collection import SeriesReading
from series.reading.installment import Reading
from series.reading.parts import Part
from series.reading.shapes import Credit, Link, TopicLink


def describe_installment(
    page: InstallmentPage, reading: Reading, frame: PageFrame, *, language: str, is_private: bool = False
) -> Description:
    """The description of a piece. `is_private`: a preview, or a page that not everybody may see."""
    series = page.series
    own = _absolute(frame, frame.path)
    return Description(
        kind=PageKind.INSTALLMENT,
        title=page.title,
        title_for_search=page.seo_title,
        subtitle=page.subtitle,
        summary=page.search_description or page.standfirst,
        address=reading.canonical or own,
        own=own,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        published_at=page.first_published_at,
        modified_at=page.last_published_at,
        people=tuple(_who(credit, frame) for credit in reading.credits),
        topics=_topics(reading.topics, frame),
        image=_image(reading.lead, frame),
        series=SeriesFacts(
            title=reading.series.title,
            address=_absolute(frame, reading.series.address),
            kind=series.citation_kind if series else SeriesPage.CitationKind.BLOG_POST.value,
            status=reading.series.status,
            total=reading.place.total,
            position=reading.place.number,
        ),
        previous=_neighbour(reading.previous, frame),
        next=_neighbour(reading.next, frame),
        versions=_versions(frame),
        corrections=tuple(
            Correction(note.label, _plain(note.text), note.date) for note in reading.corrections
        ),
        trail=_trail(
            frame, frame.series, (reading.series.title, reading.series.address), (page.title, frame.path)
        ),
        licence=reading.licence.address if reading.licence else "",
        rights=str(reading.licence.label) if reading.licence is Licence.ALL_RIGHTS else "",
        doi=page.doi,
        disclosure=page.disclosure,
        source=Source(page.first_published_outlet, page.first_published_address, page.first_published_on)
        if page.first_published_outlet
        else None,
        minutes=page.reading_minutes,
        key=f"{reading.series.address.rstrip('/').rsplit('/', 1)[-1]}-{page.pk}",
    )


def describe_series(
    page: SeriesPage, reading: SeriesReading, frame: PageFrame, *, language: str, is_private: bool = False
) -> Description:
    """The description of a series with the parts that its page lists."""
    own = _absolute(frame, reading.span.canonical if reading.span.number > 1 else frame.path)
    licence = Licence(page.licence) if page.licence in Licence.values else None
    return Description(
        kind=PageKind.SERIES,
        title=page.title,
        title_for_search=page.seo_title,
        subtitle=page.subtitle,
        summary=page.search_description or page.standfirst,
        address=own,
        own=own,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        previous=_page_of_list(reading.span.previous, frame),
        next=_page_of_list(reading.span.next, frame),
        published_at=min(
            (row.part.published_at for row in reading.rows if row.part.published_at), default=None
        ),
        modified_at=page.last_published_at,
        topics=_topics(reading.topics, frame),
        image=_image(reading.picture, frame),
        series=SeriesFacts(
            title=page.title,
            address=own,
            kind=page.citation_kind,
            status=reading.card.status,
            total=reading.card.total,
            parts=tuple(
                replace(
                    _neighbour(row.part, frame), people=tuple(_who(credit, frame) for credit in row.credits)
                )
                for row in reading.rows
            ),
            editors=tuple(_editor(link, frame) for link in reading.editors),
        ),
        versions=_versions(frame),
        trail=_trail(frame, frame.series, (page.title, frame.path)),
        licence=licence.address if licence else "",
        rights=str(licence.label) if licence is Licence.ALL_RIGHTS else "",
        key=f"series-{page.pk}",
    )


def publisher_of(frame: PageFrame) -> Publisher:
    """Who answers for the site, from its masthead."""
    return Publisher(
        site=frame.masthead.local_name,
        home=_absolute(frame, frame.home),
        name=frame.masthead.local_publisher,
    )


def _who(credit: Credit, frame: PageFrame) -> Who:
    return Who(
        name=credit.name,
        role=credit.role,
        family=credit.family,
        given=credit.given,
        is_organisation=credit.is_organisation,
        language=credit.language,
        other_name=credit.second_name,
        other_language=credit.second_language,
        position=credit.position,
        organisation=credit.organisation,
        address=_absolute(frame, credit.address),
        orcid=credit.orcid,
    )


def _editor(link: Link, frame: PageFrame) -> Who:
    return Who(name=link.name, role="editor", address=_absolute(frame, link.address))


def _topics(links: tuple[TopicLink, ...], frame: PageFrame) -> tuple[Topic, ...]:
    return tuple(Topic(link.name, _absolute(frame, link.address)) for link in links)


def _image(picture, frame: PageFrame) -> Image | None:
    if picture is None or not picture.address:
        return None
    return Image(
        _absolute(frame, picture.address),
        picture.width,
        picture.height,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
    )


def _page_of_list(address: str, frame: PageFrame) -> Neighbour | None:
    """The page before or after in a list of several pages."""
    return Neighbour("", _absolute(frame, address)) if address else None


def _neighbour(part: Part | None, frame: PageFrame) -> Neighbour | None:
    if part is None:
        return None
    return Neighbour(part.title, _absolute(frame, part.address), part.number, part.published_at)


def _versions(frame: PageFrame) -> tuple[Version, ...]:
    return tuple(
        Version(version.language, _absolute(frame, version.address)) for version in frame.translations
    )


def _trail(frame: PageFrame, section, *steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Where the page stands, from the home page down."""
    sections = ((section.title, section.address),) if section else ()
    return tuple(
        (name, _absolute(frame, address)) for name, address in ((_("Home"), frame.home), *sections, *steps)
    )


def _absolute(frame: PageFrame, address: str) -> str:
    """The whole address of one relative to the host; one that is whole already, or empty, stays."""
    return f"{frame.origin}{address}" if address.startswith("/") else address


def _plain(markup: str) -> str:
    return " ".join(unescape(strip_tags(markup.replace("<br", " <br").replace("</p>", " </p>"))).split())
