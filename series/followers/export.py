"""All that is kept of an address, for its owner to take away."""

from django.utils.translation import get_language

from series.followers import words
from series.followers.targets import named
from series.models import Follow, Follower

# What other rooms keep of a follower: a name in the export, and what makes its content.
_more: dict = {}


def tell_more(name: str, of_follower) -> None:
    """Have the export hold more under a name: `of_follower(follower)` gives what JSON can hold."""
    _more[name] = of_follower


def all_about(follower: Follower) -> dict:
    """Everything, ended follows too, as JSON can hold it, with words in the language in hand."""
    follows = list(Follow.objects.filter(follower=follower).select_related("page", "topic"))
    about = named(follows)
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
        **{name: of_follower(follower) for name, of_follower in _more.items()},
    }


def _moment(moment) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
