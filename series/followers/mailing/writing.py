"""Turns what a letter says into a message, as text and as HTML, in the language of the letter."""

import re
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from publication.frame import absolute
from series.followers.mailing import headers
from series.followers.mailing.framing import LetterFrame
from series.followers.mailing.look import colours_of, faces_of
from series.followers.mailing.reading import CorrectionWords, PieceWords
from series.models import Follow, MailSettings
from series.reading.shapes import Teaser

BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


@dataclass(frozen=True)
class Foot:
    """What stands at the foot of a letter: why it came, and the ways out. `other` leads there in the other language."""

    follow: Follow | None
    leave: str
    manage: str
    other: str
    other_language: str


@dataclass(frozen=True)
class Envelope:
    """To whom, under which id, and through which connection."""

    to: str
    message_id: str
    connection: object = None


def piece_letter(
    words: PieceWords,
    foot: Foot,
    envelope: Envelope,
    frame: LetterFrame,
    mail: MailSettings,
    *,
    from_start: str = "",
) -> EmailMultiAlternatives:
    """The letter with a piece. `from_start`: "next" or "last" of the parts of who reads the series from the start."""
    with override(words.language):
        context = {"piece": words, "from_start": from_start, "colours": words.colours}
        return _message(
            "piece", subject_of_piece(words), context, words.language, foot, envelope, frame, mail
        )


def correction_letter(
    words: PieceWords,
    correction: CorrectionWords,
    foot: Foot,
    envelope: Envelope,
    frame: LetterFrame,
    mail: MailSettings,
) -> EmailMultiAlternatives:
    """The letter with a correction of a piece."""
    with override(words.language):
        line = _("%(kind)s to “%(title)s”") % {"kind": correction.label, "title": words.title}
        context = {"piece": words, "correction": correction, "colours": words.colours}
        return _message("correction", line, context, words.language, foot, envelope, frame, mail)


def digest_letter(
    pieces: list[Teaser],
    more: int,
    language: str,
    foot: Foot,
    envelope: Envelope,
    frame: LetterFrame,
    mail: MailSettings,
) -> EmailMultiAlternatives:
    """The letter with the pieces of a week."""
    with override(language):
        values = {
            "title": pieces[0].title,
            "others": len(pieces) + more - 1,
            "site": frame.masthead.local_name,
        }
        words = (
            _("%(site)s, this week: %(title)s, and %(others)d more")
            if values["others"]
            else _("%(site)s, this week: %(title)s")
        )
        line = words % values
        rows = [(teaser, absolute(frame, teaser.address)) for teaser in pieces]
        context = {"rows": rows, "more": more, "colours": colours_of(""), "is_digest": True}
        return _message("digest", line, context, language, foot, envelope, frame, mail)


def subject_of_piece(words: PieceWords) -> str:
    """ "Prospects of ASEAN-Korea relations in 2021, part 6 of 6: What the policy should leave behind"."""
    values = {
        "series": words.series,
        "number": words.place.number,
        "total": words.place.total,
        "title": words.title,
    }
    if not words.place.counts:
        return _("%(series)s: %(title)s") % values
    if words.place.total is None:
        return _("%(series)s, part %(number)d: %(title)s") % values
    return _("%(series)s, part %(number)d of %(total)d: %(title)s") % values


def _message(
    name: str,
    line: str,
    context: dict,
    language: str,
    foot: Foot,
    envelope: Envelope,
    frame: LetterFrame,
    mail: MailSettings,
) -> EmailMultiAlternatives:
    context = context | {
        "subject": headers.one_line(line),
        "language": language,
        "site": frame.masthead.local_name,
        "home": absolute(frame, frame.address(frame.root(language) or "") or "/"),
        "foot": foot,
        "faces": faces_of(language),
        "postal_address": mail.local_postal_address,
    }
    message = EmailMultiAlternatives(
        subject=headers.subject(line),
        body=_spaced(render_to_string(f"emails/mailing/{name}.txt", context)),
        from_email=headers.sender(frame),
        to=[envelope.to],
        reply_to=headers.answers_to(mail),
        headers=headers.headers_of(
            envelope.message_id, language, foot.follow, foot.leave, frame, is_digest=name == "digest"
        ),
        connection=envelope.connection,
    )
    message.attach_alternative(render_to_string(f"emails/mailing/{name}.html", context), "text/html")
    return message


def _spaced(text: str) -> str:
    """A text with one empty line, at most, between two others: what is not there leaves none behind."""
    return BLANK_LINES.sub("\n\n", text.strip()) + "\n"
