"""The links of letters, whole: `https://commentary.example/ko/follow/leave/…/`. They need no account and no cookie."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from series.followers import tokens
from series.models import Follow, Follower


def confirm_link(follow: Follow) -> str:
    """Where a follow is confirmed, in its language. Works for some days (tokens.DAYS_TO_CONFIRM) from now."""
    return _link("follow_confirm", tokens.make(tokens.CONFIRM, follow), follow.language)


def unsubscribe_link(follow: Follow) -> str:
    """Where a follow is ended, in its language; never runs out.

    For the letter's foot and for its List-Unsubscribe header as well: a POST there ends the follow at once (RFC 8058).
    """
    return _link("follow_leave", tokens.make(tokens.LEAVE, follow), follow.language)


def end_weekly_link(follower: Follower, language: str) -> str:
    """Where the weekly letter to an address in a language is ended, with all that it tells of; never runs out.

    For digests, in the two places that `unsubscribe_link` is for: who stops a letter does not want the next one.
    """
    return _link("follow_leave", tokens.make(tokens.LEAVE_WEEKLY[language], follower), language)


def manage_link(follower: Follower, language: str | None = None) -> str:
    """Where an address sees and changes what it follows, in a language, by default the active one.

    Works until the follower ends everything at once, or is erased.
    """
    return _link(
        "follow_manage", tokens.make(tokens.MANAGE, follower), language or translation.get_language()
    )


def origin() -> str:
    """What stands before every address in a letter: `https://commentary.example`. One query.

    It is that of the site's own record and never the host that a request named: who asks must not choose where letters
    lead. As long as nobody has said where the site stands (its record is as it was made), it is SITE_URL.
    """
    site = Site.objects.get(is_default_site=True)
    is_as_made = (site.hostname, site.port) == ("localhost", 80)
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") if is_as_made else site.root_url


def _link(view: str, token: str, language: str) -> str:
    with translation.override(language):
        return f"{origin()}{reverse(view, args=[token])}"
