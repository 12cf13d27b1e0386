"""Decisions of editors about links: where a copy of a page is kept, and that a link is right after all."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from publication.models import OutgoingLink
from series.editions.shelf.stale import note
from series.links.judging import trust

# What `trust` writes.
TRUSTED = ["state", "trusted_by", "due_at", "failures", "first_failed_at"]


def keep_copy(link: OutgoingLink, address: str, user) -> None:
    """Have readers led to a copy of what a link leads to; to none when the address is empty."""
    if address == link.archived_address:
        return
    with transaction.atomic():
        link.archived_address = address
        link.save(update_fields=["archived_address"])
        log(instance=link, action="wagtail.edit", user=user, data={"archived copy": address})
        # It stands in the text of books, which are made anew.
        note(OutgoingLink, [link.pk])


def mark_as_fine(link: OutgoingLink, user) -> None:
    """Take the word of somebody who has looked: the link is not asked again for a year."""
    trust(link, user, timezone.now())
    # Not the copy, which somebody else may just have named.
    link.save(update_fields=TRUSTED)
    log(instance=link, action="wagtail.edit", user=user, data={"found right": link.address})
