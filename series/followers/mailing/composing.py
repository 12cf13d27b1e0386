"""Composes the letters of the queue: asks last of all who still wants one and what the public may still see."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.translation import override

from series.followers.links import end_weekly_link, manage_link, unsubscribe_link
from series.followers.mailing import writing
from series.followers.mailing.audience import following, narrowest, subjects_of
from series.followers.mailing.digests import digest_of
from series.followers.mailing.framing import LetterFrame
from series.followers.mailing.reading import PieceWords, read_correction, read_piece
from series.followers.mailing.standing import may_be_read
from series.models import Follow, Follower, InstallmentPage, Letter, MailSettings
from series.reading.teasers import credits_for_list, teasers_by_id, totals_of


class NotNeeded(Exception):
    """Nobody wants the letter any more, or there is nothing in it."""


class NotNow(Exception):
    """The public cannot see now what the letter is about; that may be different later."""


class Composer:
    """Makes messages of letters, and keeps what it has read of a piece until it is told to forget it."""

    def __init__(self, frame: LetterFrame, mail: MailSettings):
        self.frame, self.mail = frame, mail
        self._pages: dict[int, InstallmentPage] = {}
        self._words: dict[int, PieceWords] = {}

    def forget(self) -> None:
        """Read every piece anew from now on."""
        self._pages.clear()
        self._words.clear()

    def message(self, letter: Letter, connection=None) -> EmailMultiAlternatives:
        """The message of a letter as it is now. Raises NotNeeded or NotNow."""
        envelope = writing.Envelope(letter.follower.address, letter.message_id, connection)
        if letter.kind == Letter.Kind.DIGEST:
            return self._digest(letter, envelope)
        correction = letter.mailing.about if letter.kind == Letter.Kind.CORRECTION else None
        if not may_be_read(letter.page_id, correction):
            still_news = letter.made_at > timezone.now() - timedelta(days=self.mail.oldest_days)
            raise NotNow if still_news else NotNeeded
        follow = self._follow_of(letter)
        words, foot = self._words_of(letter.page_id), foot_of(follow, letter.follower)
        if correction is not None:
            told = read_correction(self._page(letter.page_id), correction)
            if told is None:
                raise NotNeeded
            return writing.correction_letter(words, told, foot, envelope, self.frame, self.mail)
        return writing.piece_letter(
            words, foot, envelope, self.frame, self.mail, from_start=_from_start(letter, follow)
        )

    def _digest(self, letter: Letter, envelope: writing.Envelope) -> EmailMultiAlternatives:
        digest = digest_of(letter)
        follow = Follow.objects.active().filter(pk=letter.follow_id).first() or _any_follow(letter)
        if not digest.pieces or follow is None:
            raise NotNeeded
        with override(letter.language):
            rows = InstallmentPage.objects.filter(pk__in=digest.pieces)
            series = set(rows.order_by().values_list("series_id", flat=True)) - {None}
            found = teasers_by_id(
                self.frame,
                digest.pieces,
                totals=totals_of(series),
                credits=credits_for_list(self.frame, digest.pieces),
            )
        pieces = [found[pk] for pk in digest.pieces if pk in found]
        foot = foot_of(follow, letter.follower, is_digest=True)
        return writing.digest_letter(
            pieces, digest.more, letter.language, foot, envelope, self.frame, self.mail
        )

    def _follow_of(self, letter: Letter) -> Follow:
        """The follow that is why a letter goes out: its own, or another that the piece answers to. Raises NotNeeded."""
        own = Follow.objects.active().filter(pk=letter.follow_id).first()
        if own is not None:
            return own
        if letter.kind == Letter.Kind.START:
            raise NotNeeded
        if letter.kind == Letter.Kind.CORRECTION:
            other = _any_follow(letter)
        else:
            subjects = subjects_of(self._page(letter.page_id))
            mine = following(subjects, letter.language).filter(
                follower=letter.follower_id, choice=Follow.Choice.EACH
            )
            other = narrowest(mine).get(letter.follower_id)
        if other is None:
            raise NotNeeded
        return other

    def _page(self, pk: int) -> InstallmentPage:
        if pk not in self._pages:
            self._pages[pk] = InstallmentPage.objects.select_related("series").get(pk=pk)
        return self._pages[pk]

    def _words_of(self, pk: int) -> PieceWords:
        if pk not in self._words:
            self._words[pk] = read_piece(self._page(pk), self.frame)
        return self._words[pk]


def foot_of(follow: Follow, follower: Follower, *, is_digest: bool = False) -> writing.Foot:
    """The foot of a letter to a follower, who gets it because of a follow; a digest because of all weekly ones."""
    other = next(code for code, _name in settings.LANGUAGES if code != follow.language)
    return writing.Foot(
        follow=follow,
        leave=end_weekly_link(follower, follow.language) if is_digest else unsubscribe_link(follow),
        manage=manage_link(follower, follow.language),
        other=manage_link(follower, other),
        other_language=other,
    )


def _any_follow(letter: Letter) -> Follow | None:
    mine = Follow.objects.active().filter(follower=letter.follower_id, language=letter.language)
    return narrowest(mine).get(letter.follower_id)


def _from_start(letter: Letter, follow: Follow) -> str:
    """Where a letter stands in the reading of a series from the start; "" for news."""
    if letter.kind != Letter.Kind.START:
        return ""
    return "next" if follow.choice == Follow.Choice.START else "last"
