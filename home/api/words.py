"""Descriptions in the shapes of the API: nothing is worked out here that a description does not say."""

from html import unescape
from uuid import UUID

from django.urls import reverse
from django.utils.html import strip_tags

from home.api import shapes
from publication.frame import Frame, absolute
from publication.licences import Licence
from series.citation.csl import csl_item
from series.citation.files import FILES
from series.citation.identifiers import orcid_address, ror_address
from series.citation.styles import STYLES
from series.metadata.citing import reference_of
from series.metadata.description import Correction, Description, Image, Who
from series.metadata.twins import Twin


def api_url(frame: Frame, kind: str, pk: int) -> str:
    """The address of one thing in the API."""
    return absolute(frame, reverse(f"api_v1:{kind}", args=[pk]))


def person(who: Who) -> shapes.Person:
    """Somebody credited."""
    return shapes.Person(
        name=who.name,
        role=who.role,
        family_name=who.family,
        given_name=who.given,
        other_name=who.other_name,
        is_organisation=who.is_organisation,
        position=who.position,
        organisation=who.organisation,
        orcid=orcid_address(who.orcid) or None,
        ror=ror_address(who.ror) or None,
        url=who.address or None,
        person=UUID(who.key) if who.key else None,
    )


def picture(image: Image | None) -> shapes.Picture | None:
    """A picture with its words."""
    if image is None:
        return None
    return shapes.Picture(
        url=image.address,
        width=image.width,
        height=image.height,
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
        licence=image.licence,
    )


def licensed(licence: Licence | None) -> shapes.Licensed | None:
    """A licence by its code, its name in the language in hand, and what it allows."""
    if licence is None:
        return None
    return shapes.Licensed(
        code=licence.value,
        name=str(licence.label),
        url=licence.address or None,
        may_be_republished=licence.passes_on,
    )


def corrected(correction: Correction) -> shapes.Corrected:
    """A correction."""
    return shapes.Corrected(kind=correction.kind, date=correction.on, text=correction.text)


def translated(frame: Frame, kind: str, twins: tuple[Twin, ...]) -> list[shapes.Translated]:
    """The translations of a thing of a kind."""
    return [
        shapes.Translated(
            id=twin.pk, language=twin.language, url=twin.address, api_url=api_url(frame, kind, twin.pk)
        )
        for twin in twins
    ]


def editions(about: Description, forms: list[str]) -> list[shapes.File]:
    """The books of a page in these forms."""
    return [shapes.File(format=form, url=f"{about.own.rstrip('/')}.{form}") for form in forms]


def citations(about: Description) -> shapes.Citations:
    """How to cite a page. No day of access: the answer is the same tomorrow."""
    reference = reference_of(about)
    styles = {
        name.lower(): shapes.Style(text=citation.text, html=citation.html)
        for name, citation in ((name, style(reference)) for name, style in STYLES.items())
    }
    files = [shapes.File(format=form.label, url=f"{about.own}{name}") for name, form in FILES.items()]
    return shapes.Citations(**styles, csl_json=csl_item(reference), files=files)


def plain(markup: str) -> str:
    """The words of a passage with marks."""
    return unescape(strip_tags(markup))
