"""Descriptions of installments and series, made of what their pages show: nothing is asked of the database again."""

from dataclasses import replace

from publication.frame import Frame, absolute
from publication.licences import Licence
from publication.navigation import PageFrame
from publication.prose import plain_text
from series.metadata.description import (
    Correction,
    Description,
    Neighbour,
    PageKind,
    SeriesFacts,
    Source,
    Topic,
    Who,
)
from series.metadata.framing import (
    image,
    neighbouring_page,
    preview_of,
    publisher_of,
    share_card,
    trail,
    versions,
)
from series.models import InstallmentPage, SeriesPage
from series.reading.collection import SeriesReading
from series.reading.installment import Reading
from series.reading.parts import Part
from series.reading.shapes import Credit, TopicLink


def describe_installment(
    page: InstallmentPage, reading: Reading, frame: PageFrame, *, language: str, is_private: bool = False
) -> Description:
    """The description of a piece. `is_private`: a preview, or a page that not everybody may see."""
    series = page.series
    own = absolute(frame, frame.path)
    return Description(
        kind=PageKind.INSTALLMENT,
        title=page.title,
        title_for_search=page.seo_title,
        subtitle=page.subtitle,
        summary=page.search_description or page.standfirst,
        address=absolute(frame, reading.canonical) or own,
        own=own,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        published_at=page.first_published_at,
        modified_at=page.last_published_at,
        people=tuple(who_of(credit, frame) for credit in reading.credits),
        topics=_topics(reading.topics, frame),
        image=image(reading.lead, frame),
        card=None if is_private else share_card(page, reading, frame),
        series=SeriesFacts(
            title=reading.series.title,
            address=absolute(frame, reading.series.address),
            kind=series.citation_kind if series else SeriesPage.CitationKind.BLOG_POST.value,
            status=reading.series.status,
            total=reading.place.total,
            position=reading.place.number,
            editors=tuple(who_of(credit, frame) for credit in reading.editors),
        ),
        previous=_neighbour(reading.previous, frame),
        next=_neighbour(reading.next, frame),
        versions=versions(frame),
        corrections=tuple(
            Correction(note.label, plain_text(note.text), note.date) for note in reading.corrections
        ),
        trail=trail(
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
        preview=preview_of(frame),
        key=f"{reading.series.address.rstrip('/').rsplit('/', 1)[-1]}-{page.pk}",
    )


def describe_series(
    page: SeriesPage, reading: SeriesReading, frame: PageFrame, *, language: str, is_private: bool = False
) -> Description:
    """The description of a series with the parts that its page lists."""
    own = absolute(frame, reading.span.canonical if reading.span.number > 1 else frame.path)
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
        previous=neighbouring_page(reading.span.previous, frame),
        next=neighbouring_page(reading.span.next, frame),
        published_at=min(
            (row.part.published_at for row in reading.rows if row.part.published_at), default=None
        ),
        modified_at=page.last_published_at,
        topics=_topics(reading.topics, frame),
        image=image(reading.picture, frame),
        card=None if is_private else share_card(page, reading, frame),
        series=SeriesFacts(
            title=page.title,
            address=own,
            kind=page.citation_kind,
            status=reading.card.status,
            total=reading.card.total,
            parts=tuple(
                replace(
                    _neighbour(row.part, frame), people=tuple(who_of(credit, frame) for credit in row.credits)
                )
                for row in reading.rows
            ),
            editors=tuple(who_of(credit, frame) for credit in reading.editors),
        ),
        list_page=reading.span.number,
        versions=versions(frame) if reading.span.number == 1 else (),
        trail=trail(frame, frame.series, (page.title, frame.path)),
        licence=licence.address if licence else "",
        rights=str(licence.label) if licence is Licence.ALL_RIGHTS else "",
        preview=preview_of(frame),
        key=f"series-{page.pk}",
    )


def who_of(credit: Credit, frame: PageFrame | Frame) -> Who:
    """A credit as machines are told it."""
    photo = credit.portrait.photo
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
        address=absolute(frame, credit.address),
        orcid=credit.orcid,
        ror=credit.ror,
        portrait=absolute(frame, photo.address) if photo else "",
        key=str(credit.person) if credit.person and credit.address else "",
    )


def _topics(links: tuple[TopicLink, ...], frame: PageFrame) -> tuple[Topic, ...]:
    return tuple(Topic(link.name, absolute(frame, link.address)) for link in links)


def _neighbour(part: Part | None, frame: PageFrame) -> Neighbour | None:
    if part is None:
        return None
    return Neighbour(
        part.title, absolute(frame, part.address), part.number, part.published_at, language=part.language
    )
