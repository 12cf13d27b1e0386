"""Citation files of a page: the reference of a piece, or those of a series and of all its parts."""

from django.http import HttpResponse
from django.utils import timezone

from series.citation.bibtex import key_of
from series.citation.files import FILES
from series.citation.reference import Kind, Reference
from series.metadata.citing import names_of, reference_of
from series.metadata.description import Description, PageKind, authors_among


def citation_file(description: Description, name: str) -> HttpResponse:
    """The file with the given name (one of FILES), offered for download under a name in ASCII."""
    form = FILES[name]
    references = references_of(description)
    answer = HttpResponse(form.write(references), content_type=f"{form.media_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key_of(references[0])}.{form.ending}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def references_of(description: Description) -> list[Reference]:
    """The reference of a piece; of a series its own, and one for each part that its page lists. Seen today."""
    today = timezone.localdate()
    own = reference_of(description, accessed=today)
    series = description.series
    if description.kind is not PageKind.SERIES or series is None:
        return [own]
    return [
        own,
        *(
            Reference(
                key=f"{description.key}-{place if part.position is None else part.position}",
                kind=Kind(series.kind),
                title=part.title,
                container=own.container,
                url=part.address,
                authors=names_of(authors_among(part.people)),
                translators=names_of(tuple(who for who in part.people if who.role == "translator")),
                series=series.title,
                number=part.position,
                issued=timezone.localdate(part.published_at) if part.published_at else None,
                accessed=today,
                publisher=own.publisher,
                language=own.language,
            )
            for place, part in enumerate(series.parts, start=1)
            if not part.language  # an entry of its own in the files of the other language
        ),
    ]
