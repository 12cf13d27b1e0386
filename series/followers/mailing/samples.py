"""A letter as editors look at it before it goes: of the latest draft, with no follower in it."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from publication.frame import absolute
from series.followers.mailing.framing import LetterFrame, frame_of_letters
from series.followers.mailing.reading import read_piece
from series.followers.mailing.writing import Envelope, Foot, piece_letter
from series.models import InstallmentPage, MailSettings
from series.models.mailing import new_message_id


def sample(page: InstallmentPage, to: str) -> EmailMultiAlternatives:
    """The letter with a piece, of its latest version, to an address. The links at its foot lead to the site only."""
    frame = frame_of_letters()
    draft = page.get_latest_revision_as_object()
    envelope = Envelope(to, new_message_id(frame.host))
    foot = _foot(frame, frame.language_of(page.locale_id))
    return piece_letter(read_piece(draft, frame, is_draft=True), foot, envelope, frame, MailSettings.now())


def html_of(message: EmailMultiAlternatives) -> str:
    """The HTML of a message."""
    return message.alternatives[0][0]


def _foot(frame: LetterFrame, language: str) -> Foot:
    other = next(code for code, _name in settings.LANGUAGES if code != language)
    home = {code: absolute(frame, frame.address(root) or "/") for code, root in frame.roots.items()}
    here = home.get(language, frame.origin)
    return Foot(None, leave=here, manage=here, other=home.get(other, here), other_language=other)
