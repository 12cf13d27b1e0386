"""All that is kept of an address, for its owner to take away."""

from django.utils.translation import get_language

from series.followers import words
from series.followers.targets import named
from series.models import Follow, Follower, InstallmentPage, Letter


def all_about(follower: Follower) -> dict:
    """Everything, ended follows too, as JSON can hold it, with words in the language in hand."""
    follows = list(Follow.objects.filter(follower=follower).select_related("page", "topic"))
    about = named(follows)
    letters = list(Letter.objects.filter(follower=follower).select_related("page").order_by("pk"))
    # A piece that was taken back, or became private, is not named to anybody.
    shown = set(
        InstallmentPage.objects.visible()
        .filter(pk__in={letter.page_id for letter in letters})
        .values_list("pk", flat=True)
    )
    return {
        "language": get_language(),
        "address": follower.address,
        "known_as": follower.key,
        "since": _moment(follower.created_at),
        "confirmed": _moment(follower.confirmed_at),
        "follows": [
            {
                "what": words.subject(follow.kind, about[follow.pk]),
                "how": words.manner(follow),
                "language": follow.language,
                "asked": _moment(follow.asked_at),
                "confirmed": _moment(follow.confirmed_at),
                "ended": _moment(follow.ended_at),
            }
            for follow in follows
        ],
        "letters": [
            {
                "kind": letter.get_kind_display(),
                "about": letter.page.title if letter.page_id in shown else None,
                "language": letter.language,
                "state": letter.get_state_display(),
                "written": _moment(letter.made_at),
                "ended": _moment(letter.ended_at),
                "answer_of_the_mail_server": letter.reply or None,
                "message_id": letter.message_id,
            }
            for letter in letters
        ],
    }


def _moment(moment) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
