"""The addresses of topics, which no page of the tree has: their names in all languages, and what renaming leaves behind."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from publication import redirects


def addresses_of_topic(slug: str) -> dict[str, str]:
    """The address of a topic's page by language code, not percent-encoded."""
    addresses = {}
    for code, _ in settings.LANGUAGES:
        with translation.override(code):
            addresses[code] = reverse("topics") + f"{slug}/"
    return addresses


def keep_old_address(old_slug: str, new_slug: str) -> None:
    """Let the old addresses of a renamed topic lead to the new ones, in every language."""
    new = addresses_of_topic(new_slug)
    for code, address in addresses_of_topic(old_slug).items():
        redirects.remember(address, new[code])


def take_address(slug: str) -> None:
    """Free the addresses of a new topic of the redirects that a former topic of that name left."""
    for address in addresses_of_topic(slug).values():
        redirects.forget(address)
