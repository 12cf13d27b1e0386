"""A series that is followed, in a line or two."""

from datetime import timedelta

from django.utils import timezone

from series.models import Follow, Follower, InstallmentPage, Letter, Mailing, MailSettings
from tests.factories import InstallmentFactory


def follower(address: str) -> Follower:
    """An address that its owner confirmed."""
    return Follower.objects.create(
        address=address, key=address, confirmed_at=timezone.now() - timedelta(days=30)
    )


def follow(
    who: Follower, thing=None, *, choice="each", weekday=None, language="en", confirmed_at=None
) -> Follow:
    """A confirmed follow of a page, a topic, or (None) of the site."""
    values = {"kind": "site"}
    if thing is not None and hasattr(thing, "url_path"):
        kind = "series" if type(thing).__name__ == "SeriesPage" else "author"
        values = {"kind": kind, "page": thing, "family": thing.translation_key}
    elif thing is not None:
        values = {"kind": "topic", "topic": thing}
    moment = confirmed_at or timezone.now() - timedelta(days=30)
    return Follow.objects.create(
        follower=who,
        language=language,
        choice=choice,
        weekday=weekday,
        asked_at=moment,
        confirmed_at=moment,
        **values,
    )


def publish(series, **fields) -> InstallmentPage:
    """A part of a series that is published now, for the first time, by the way that all publishing goes."""
    piece = InstallmentFactory(parent=series, live=False, **fields)
    return publish_again(piece)


def publish_again(piece: InstallmentPage, **changes) -> InstallmentPage:
    """A new version of a piece, published."""
    draft = piece.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return InstallmentPage.objects.get(pk=piece.pk)


def no_grace() -> None:
    """Mail at once what is published from now on."""
    MailSettings.objects.update_or_create(pk=1, defaults={"grace_minutes": 0})


def states() -> list[str]:
    """The states of all letters, in the order in which they were written."""
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def mailings() -> list[tuple[str, str, str]]:
    """(kind, language, state) of all mailings, the oldest first."""
    return list(Mailing.objects.order_by("pk").values_list("kind", "language", "state"))
