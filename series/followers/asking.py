"""Somebody types an address: it is kept as one that has not confirmed, and a letter goes to it. Nothing is answered.

Whether an address is new, known, follows the thing already or was written to too often today is told to nobody but its
owner, by mail, and it shows by nothing: the same work is done in each case, and the worker does the rest.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from series.followers import sending
from series.followers.addresses import Address, read_address
from series.followers.targets import Target
from series.models import Follow, Follower


@transaction.atomic
def ask(
    address: str, target: Target, language: str, choice: str = Follow.Choice.EACH, weekday: int | None = None
) -> None:
    """Ask for a follow: a letter with a link to confirm it goes to the address, or to its pages if it follows already.

    Raises NotAnAddress. What was confirmed before is not changed: anybody can type anybody's address.
    """
    follow = _open_follow(follower_of(read_address(address)), target, language)
    if follow.confirmed_at is None:
        follow.choice, follow.weekday = choice, None if choice == Follow.Choice.EACH else weekday
        follow.asked_at = timezone.now()
        follow.save(update_fields=["choice", "weekday", "asked_at"])
    sending.queue(sending.ASKED, follow.pk)


@transaction.atomic
def ask_for_pages(address: str, language: str) -> None:
    """Send the link to its pages to an address, in a language, if it ever confirmed anything. Raises NotAnAddress."""
    key = read_address(address).key
    pk = Follower.objects.filter(key=key).values_list("pk", flat=True).first() or 0
    sending.queue(sending.LOST, pk, language)


def follower_of(address: Address) -> Follower:
    """The follower of an address, made when there is none. What was typed first stays."""
    return Follower.objects.get_or_create(key=address.key, defaults={"address": address.typed})[0]


def _open_follow(follower: Follower, target: Target, language: str) -> Follow:
    """The follow of a thing that is not ended, made when there is none, also when two ask at once."""
    new = Follow(follower=follower, language=language, **target.columns)
    alike = Follow.objects.open().like(new)
    found = alike.first()
    if found is None:
        try:
            with transaction.atomic():
                new.save()
            return new
        except IntegrityError:
            found = alike.get()
    return found
