"""Old addresses. The only place that writes redirects, and the one that answers a 404 with the new address."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Target:
    """Where an old address leads: a path or absolute address, and whether it moved for good."""

    address: str
    permanent: bool


def find_redirect(request: HttpRequest) -> Target | None:
    """The place that the address of `request` moved to, if the public may see it."""
    return None
