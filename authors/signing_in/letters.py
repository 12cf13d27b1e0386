"""Letters to the owner of an account: the link to a new password, and what was changed. In the language of the page."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from publication.models import Masthead

logger = logging.getLogger(__name__)

# RFC 3834: no machine is to answer these.
HEADERS = {"Auto-Submitted": "auto-generated"}
NOT_YOU = _("If that was not you, tell whoever looks after accounts at once, and choose a new password.")

# By the names that allauth has for its letters: subject, text.
LETTERS = {
    "account/email/password_reset_key": (
        _("A new password"),
        _("Somebody, we hope you, asked for a new password for the account “%(username)s”. The link works once, for an "
          "hour. If it was not you, leave this letter alone: the password stays as it is."),
    ),
    "account/email/password_changed": (_("Your password was changed"), NOT_YOU),
    "account/email/password_reset": (_("Your password was changed"), NOT_YOU),
    "mfa/email/totp_activated": (_("Two-factor sign-in is on"), NOT_YOU),
    "mfa/email/totp_deactivated": (_("Two-factor sign-in is off"), NOT_YOU),
    "mfa/email/recovery_codes_generated": (_("You have new recovery codes"), NOT_YOU),
    "second_factor_removed": (
        _("Two-factor sign-in was taken off your account"),
        _("An administrator took it off. If you did not ask for that, tell them at once. Sign in with your password and "
          "set it up anew."),
    ),
}  # fmt: skip


def letter_of(name: str, address: str, context: dict) -> EmailMultiAlternatives:
    """A letter in the active language, ready to be sent. `context` may hold `link` and what the text names."""
    subject, text = LETTERS[name]
    return letter(str(subject), str(text) % context, address, context.get("link", ""))


def letter(subject: str, text: str, address: str, link: str = "", button: str = "") -> EmailMultiAlternatives:
    """A short letter: a title, a paragraph, perhaps a link."""
    masthead = Masthead.for_site(Site.objects.get(is_default_site=True))
    context = {
        "title": subject, "text": text, "link": link, "button": button or subject,
        "publication": masthead.local_name, "language": translation.get_language(),
    }  # fmt: skip
    made = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string("emails/account.txt", context),
        to=[address],
        headers=HEADERS,
    )
    made.attach_alternative(render_to_string("emails/account.html", context), "text/html")
    return made


def deliver(made: EmailMultiAlternatives) -> bool:
    """Send it; False when the mail server took it not. Neither address nor link is in the log."""
    try:
        made.send()
    except (SMTPException, OSError):
        logger.exception("A letter about an account could not be sent.")
        return False
    return True


def post(request, made: EmailMultiAlternatives) -> None:
    """Send a letter after the answer to the request, or now where that is on its way already (doors.py)."""
    waiting = getattr(request, "letters", None)
    if waiting is None:
        deliver(made)
    else:
        waiting.append(made)
