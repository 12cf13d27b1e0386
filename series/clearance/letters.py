"""The letter that brings an author the link: plain text and simple HTML, in the author's language."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from publication.models import Masthead
from series.models import ClearanceRequest

logger = logging.getLogger(__name__)


def send_letter(request: ClearanceRequest, address: str, masthead: Masthead) -> bool:
    """Send the letter with the absolute address of the page; False when the mail server took it not.

    The request stays in either case: the editor is told, and can hand the link over in another way.
    """
    try:
        letter_of(request, address, masthead).send()
    except (SMTPException, OSError):
        # The address is a secret, and so it is not in the log.
        logger.exception("The letter of clearance request %s could not be sent.", request.pk)
        return False
    request.mailed_at = timezone.now()
    request.save(update_fields=["mailed_at"])
    return True


def letter_of(request: ClearanceRequest, address: str, masthead: Masthead) -> EmailMultiAlternatives:
    """The letter, ready to be sent. Answers to it go to the editor who asks."""
    editor = request.sent_by
    with translation.override(request.language):
        context = {
            "name": request.name,
            "title": request.content["title"],
            "message": request.message,
            "address": address,
            "expires_at": request.expires_at,
            "editor": get_user_display_name(editor),
            "publication": masthead.local_name,
            "language": request.language,
        }
        subject = _("For your clearance: “%(title)s”") % {"title": request.content["title"]}
        letter = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string("emails/clearance.txt", context),
            to=[request.email],
            reply_to=[editor.email] if editor and editor.email else None,
        )
        letter.attach_alternative(render_to_string("emails/clearance.html", context), "text/html")
    return letter
