"""The headers of a letter. Whatever an editor or an author typed comes into them as one printable line, or not at all."""

from email.utils import formataddr, parseaddr

from django.conf import settings

from series.followers.mailing.framing import LetterFrame
from series.models import Follow, MailSettings

# Subjects beyond this are cut off by every mail program.
LONGEST_SUBJECT = 200


def one_line(text) -> str:
    """A text without line breaks, control characters and signs that turn its direction: no header begins inside it."""
    return " ".join("".join(each if each.isprintable() else " " for each in str(text)).split())


def subject(text) -> str:
    """A subject, in one line, cut at a word where it is too long."""
    line = one_line(text)
    if len(line) <= LONGEST_SUBJECT:
        return line
    return f"{line[:LONGEST_SUBJECT].rsplit(' ', 1)[0]} …"


def sender(frame: LetterFrame) -> str:
    """The From of letters: the site's name in the active language, at the address that the operator set."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((one_line(frame.masthead.local_name), address))


def answers_to(mail: MailSettings) -> list[str] | None:
    """Reply-To; None where answers go to the sender."""
    return [mail.reply_to] if mail.reply_to else None


def list_id(follow: Follow, frame: LetterFrame, *, is_digest: bool = False) -> str:
    """What mail programs sort by (RFC 2919): one for each thing that can be followed, whatever it is called, and one for
    the weekly letter, which tells of several."""
    thing = f"{follow.kind}-{follow.family.hex if follow.family else follow.topic_id or 'all'}"
    label = "weekly" if is_digest else thing
    return f"<{label}.{follow.language}.{frame.host}>"


def headers_of(
    message_id: str,
    language: str,
    follow: Follow | None,
    leave: str,
    frame: LetterFrame,
    *,
    is_digest: bool = False,
) -> dict[str, str]:
    """All headers beside those that every mail has. `leave` ends the follow at once when it is asked by POST (RFC 8058).

    Without a follow the letter is an editor's copy, which nobody can stop following.
    """
    headers = {
        "Message-ID": message_id,
        "Content-Language": language,
        # RFC 3834: so that no machine that is away on holiday answers.
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }
    if follow is not None:
        headers |= {
            "List-ID": list_id(follow, frame, is_digest=is_digest),
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers
