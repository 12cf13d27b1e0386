"""The nodes of a graph that stand inside others: people, pictures, identifiers, moments."""

from django.utils import timezone

from series.citation.identifiers import doi_address, orcid_address, ror_address
from series.citation.lines import one_line
from series.metadata.description import Description, Who


def person(who: Who) -> dict:
    """A person or organisation; the position and affiliation are those of the credit."""
    node = {
        "@type": "Organization" if who.is_organisation else "Person",
        "@id": f"{who.address}#who" if who.address else "",
        "name": one_line(who.name),
        "alternateName": who.other_name,
        "url": who.address,
    }
    if not who.is_organisation:
        node |= {
            "givenName": who.given,
            "familyName": who.family,
            "jobTitle": who.position,
            "affiliation": _organisation(who),
            "knowsLanguage": list(who.languages),
        }
    own = orcid_address(who.orcid) or ror_address(who.ror)
    return node | {"identifier": own, "sameAs": [address for address in (own, *who.links) if address]}


def _organisation(who: Who) -> dict | None:
    if not who.organisation:
        return None
    address, ror = who.organisation_address, ror_address(who.organisation_ror)
    return {
        "@type": "Organization",
        "@id": f"{address}#who" if address else "",
        "name": who.organisation,
        "url": address,
        "identifier": ror,
        "sameAs": ror,
    }


def profile(page: Description) -> dict:
    """The page of somebody, with who they are now."""
    return {
        "@type": "ProfilePage",
        "@id": f"{page.address}#page",
        "url": page.address,
        "inLanguage": page.language,
        "dateCreated": moment(page.published_at),
        "dateModified": moment(page.modified_at),
        "isPartOf": {"@id": f"{page.publisher.home}#site"},
        "mainEntity": (
            person(page.profile)
            | {
                "description": page.summary,
                "image": picture(page),
                "knowsAbout": [
                    {"@type": "Thing", "name": topic.name, "url": topic.address}
                    for topic in page.profile.subjects
                ],
                "member": [person(who) for who in page.profile.members],
            }
        )
        if page.profile
        else None,
    }


def picture(page: Description) -> dict | None:
    """The picture of a page; of one that has none the card that is drawn for links to it."""
    image = page.image or page.card
    if image is None:
        return None
    return {
        "@type": "ImageObject",
        "url": image.address,
        "width": image.width,
        "height": image.height,
        "caption": image.caption or image.alt,
        "creditText": image.credit,
    }


def doi(page: Description) -> dict | None:
    """The DOI of a page, as schema.org wants identifiers."""
    if not page.doi:
        return None
    return {
        "@type": "PropertyValue",
        "propertyID": "DOI",
        "value": page.doi,
        "url": doi_address(page.doi),
    }


def publisher_id(page: Description) -> str:
    """The id of the publisher's node, the same on every page of a language."""
    return f"{page.publisher.home}#publisher"


def moment(at) -> str:
    """A moment with its offset from UTC, "" for none."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def day(at) -> str:
    """The day of a moment in the current time zone."""
    return timezone.localdate(at).isoformat()
