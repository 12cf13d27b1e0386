"""The letters of following that are no part of the mailing: to confirm, to say that nothing is to be done, the link."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from publication.models import Masthead
from series.followers import words
from series.followers.links import confirm_link, manage_link, origin
from series.followers.targets import named
from series.followers.tokens import DAYS_TO_CONFIRM
from series.models import Follow, Follower

# RFC 3834: no machine is to answer these.
HEADERS = {"Auto-Submitted": "auto-generated"}


def please_confirm(follow: Follow) -> EmailMultiAlternatives | None:
    """To an address that was typed: the link that confirms, and that nothing comes of leaving the letter alone.

    None where what was to be followed is not public any more.
    """
    subject = _subject_of(follow)
    if subject is None:
        return None
    with translation.override(follow.language):
        title = _("Please confirm: %(what)s") % {"what": subject}
        return _letter("please_confirm", follow.follower, title, confirm_link(follow))


def follows_already(follow: Follow) -> EmailMultiAlternatives | None:
    """To an address that follows the thing already: nobody has to do anything, and here it can be changed. None as above."""
    subject = _subject_of(follow)
    if subject is None:
        return None
    with translation.override(follow.language):
        title = _("You follow this already: %(what)s") % {"what": subject}
        return _letter("follows_already", follow.follower, title, manage_link(follow.follower))


def your_pages(follower: Follower, language: str) -> EmailMultiAlternatives:
    """To an address whose owner asked for the link to its pages."""
    with translation.override(language):
        return _letter("your_pages", follower, _("What you follow"), manage_link(follower))


def _subject_of(follow: Follow) -> str | None:
    with translation.override(follow.language):
        about = named([follow])[follow.pk]
        return words.subject(follow.kind, about) if about.is_public else None


def _letter(name: str, follower: Follower, title: str, link: str) -> EmailMultiAlternatives:
    """A letter in the active language. `title` is one line, whatever the name of a piece has in it (words.subject)."""
    context = {
        "language": translation.get_language(),
        "title": title,
        "publication": Masthead.for_site(Site.objects.get(is_default_site=True)).local_name,
        "home": origin(),
        "link": link,
        "days": DAYS_TO_CONFIRM,
    }
    letter = EmailMultiAlternatives(
        subject=title,
        body=render_to_string(f"emails/followers/{name}.txt", context),
        to=[follower.address],
        headers=HEADERS,
    )
    letter.attach_alternative(render_to_string(f"emails/followers/{name}.html", context), "text/html")
    return letter
