"""What a failure to send means: for the address, for the letter, or for everything in the queue.

RFC 5321, 4.2.1: 5yz is final, 4yz may be tried again. RFC 3463: the class "x.7.z" is a matter of policy, of how we send
and not of whom we send to; so is a refusal of the sender or of our password.
"""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum

ENHANCED = re.compile(rb"\b([245])\.(\d{1,3})\.(\d{1,3})\b")


class Meaning(Enum):
    """LATER: this letter may be tried again. REFUSED: it will never be taken. STOP: nothing can be sent now."""

    LATER = "later"
    REFUSED = "refused"
    STOP = "stop"


@dataclass(frozen=True)
class Answer:
    """A failure: what it means, in short for the row of the letter, and whether the address itself is the matter."""

    meaning: Meaning
    reply: str
    is_address: bool = False


def read_failure(error: Exception, address: str) -> Answer:
    """What an error of the mail library means for a letter to one address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = error.recipients.get(address) or next(iter(error.recipients.values()), (451, b""))
        return _of_recipient(code, _bytes(words))
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPAuthenticationError):
        return Answer(Meaning.STOP, _short(error.smtp_code, _bytes(error.smtp_error)))
    if isinstance(error, smtplib.SMTPDataError):
        reply = _short(error.smtp_code, _bytes(error.smtp_error))
        return Answer(Meaning.REFUSED if error.smtp_code >= 500 else Meaning.LATER, reply)
    if isinstance(error, smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        return Answer(Meaning.STOP, _short(error.smtp_code, _bytes(error.smtp_error)))
    if isinstance(error, smtplib.SMTPException | OSError):
        # A connection that broke off: the letter may have been taken, which its Message-ID will tell.
        return Answer(Meaning.LATER, type(error).__name__)
    # A fault of ours, or of a mail service's own library: other letters have their turn.
    return Answer(Meaning.LATER, type(error).__name__)


def _of_recipient(code: int, words: bytes) -> Answer:
    reply = _short(code, words)
    found = ENHANCED.search(words)
    if code < 500:
        return Answer(Meaning.LATER, reply)
    if (found and found[2] == b"7") or code in (530, 535):
        return Answer(Meaning.LATER, reply)
    return Answer(Meaning.REFUSED, reply, is_address=True)


def _short(code: int, words: bytes) -> str:
    found = ENHANCED.search(words)
    return f"{code} {found[0].decode()}" if found else str(code)


def _bytes(words) -> bytes:
    return words if isinstance(words, bytes) else str(words).encode("utf-8", "replace")
