"""What every description takes from the frame of its page: whole addresses, the publisher, the trail, the languages."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from publication.frame import Frame, absolute
from publication.navigation import PageFrame
from publication.paging import Span
from publication.pictures import Picture
from series.metadata.description import Image, Neighbour, Publisher, Version
from series.share_cards.card import HEIGHT, WIDTH, card_of


def publisher_of(frame: PageFrame) -> Publisher:
    """Who answers for the site, from its masthead."""
    return Publisher(
        site=frame.masthead.local_name,
        home=absolute(frame, frame.home),
        name=frame.masthead.local_publisher,
        logo=absolute(frame, frame.logo),
        policies=tuple((name, absolute(frame, address)) for name, address in frame.policies),
    )


def publisher_of_site(frame: Frame) -> Publisher:
    """The same where there is no page in hand, in the language in hand."""
    masthead = frame.masthead
    home = absolute(frame, frame.address(frame.root()) or "/")
    return Publisher(
        site=masthead.local_name, home=home, name=masthead.local_publisher, logo=absolute(frame, frame.logo)
    )


def preview_of(frame: PageFrame) -> str:
    """Where other sites find what to show of a link to the page in hand."""
    query = urlencode({"url": absolute(frame, frame.path), "format": "json"})
    return f"{absolute(frame, reverse('oembed'))}?{query}"


def versions(frame: PageFrame) -> tuple[Version, ...]:
    """The page in the other languages in which there really is one."""
    return tuple(
        Version(version.language, absolute(frame, version.address)) for version in frame.translations
    )


def trail(frame: PageFrame, section, *steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Where the page stands, from the home page down."""
    sections = ((section.title, section.address),) if section else ()
    return tuple(
        (name, absolute(frame, address)) for name, address in ((_("Home"), frame.home), *sections, *steps)
    )


def image(picture: Picture | None, frame: PageFrame | Frame) -> Image | None:
    """The picture that stands for a page, None where its file is gone."""
    if picture is None or not picture.address:
        return None
    return Image(
        absolute(frame, picture.address),
        picture.width,
        picture.height,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        licence=picture.licence,
    )


def share_card(page, reading, frame: PageFrame) -> Image:
    """The card that is drawn for links to a page; its address tells what it shows."""
    card = card_of(page, reading, frame)
    return Image(absolute(frame, f"{frame.path}{card.file}"), WIDTH, HEIGHT, alt=card.words)


def page_of_list(span: Span, frame: PageFrame) -> dict:
    """The values of a description that a list of several pages decides; later pages are nobody's translations."""
    address = absolute(frame, span.canonical)
    return {
        "address": address,
        "own": address,
        "list_page": span.number,
        "previous": neighbouring_page(span.previous, frame),
        "next": neighbouring_page(span.next, frame),
        "versions": versions(frame) if span.number == 1 else (),
    }


def neighbouring_page(address: str, frame: PageFrame) -> Neighbour | None:
    """The page before or after in a list of several pages."""
    return Neighbour("", absolute(frame, address)) if address else None
