"""From the description of a page to the reference that is cited."""

from datetime import date

from django.utils import timezone

from series.citation.reference import Kind, Name, Reference
from series.metadata.description import Description, PageKind, Who


def reference_of(description: Description, *, accessed: date | None = None) -> Reference:
    """The reference of an installment or a series. Days are those of the current time zone."""
    series = description.series
    is_series = description.kind is PageKind.SERIES
    issued = description.published_at
    return Reference(
        key=description.key,
        kind=Kind.SERIES if is_series else Kind(series.kind if series else Kind.BLOG_POST.value),
        title=description.title,
        subtitle=description.subtitle,
        container=description.publisher.site,
        url=description.address,
        authors=names_of(description.authors),
        editors=names_of(series.editors) if is_series else (),
        translators=names_of(description.translators),
        series="" if is_series or series is None else series.title,
        number=None if is_series or series is None else series.position,
        issued=timezone.localdate(issued) if issued else None,
        accessed=accessed,
        doi=description.doi,
        publisher=_publisher(description),
        language=description.language,
        abstract=description.summary,
        keywords=tuple(topic.name for topic in description.topics),
        version=description.version,
    )


def _publisher(description: Description) -> str:
    """The publisher, where it has another name than the site: no style says the same name twice."""
    publisher = description.publisher
    return "" if publisher.name == publisher.site else publisher.name


def names_of(people: tuple[Who, ...]) -> tuple[Name, ...]:
    """People as names that a style can turn round."""
    return tuple(
        Name.of(who.family, who.given, who.name, is_organisation=who.is_organisation) for who in people
    )
