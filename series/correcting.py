"""A correction written to a part that is live: published at once, and nothing else of the part with it.

The version that readers have gets the correction and is published again. What waits beside it, an unfinished draft or
a version with a date, stays what it is and gets the same correction, or publishing it would take the correction away.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.locks import BasicLock
from wagtail.models import Revision

from publication.times import said
from series.models import Correction, InstallmentPage, SeriesPage
from series.validation import problems_of
from series.waiting import schedules_of


class CannotCorrect(Exception):
    """Why a part gets no correction, in an editor's words."""


@dataclass(frozen=True)
class NewCorrection:
    """What is to be said of several parts: `texts` has the plain text by language code. `is_mailed`: to followers, too."""

    kind: str
    date: date
    texts: dict[str, str]
    is_mailed: bool = False

    def markup_in(self, language: str) -> str:
        """The text in a language as stored rich text; a blank line begins a paragraph."""
        paragraphs = self.texts.get(language, "").replace("\r\n", "\n").split("\n\n")
        lines = (" ".join(paragraph.split()) for paragraph in paragraphs)
        return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


@dataclass(frozen=True)
class Candidate:
    """A live part, whether it can be corrected (`obstacle` is empty), and what waits beside its live version."""

    page: InstallmentPage
    obstacle: str
    has_draft: bool
    goes_live: datetime | None

    @property
    def language(self) -> str:
        """The language code of the part."""
        return self.page.locale.language_code

    @property
    def prospect(self) -> str:
        """What would happen to it, for the list before anything is done."""
        if self.obstacle:
            return self.obstacle
        words = [_("The correction is published at once.")]
        if self.has_draft:
            words.append(_("Its unpublished changes stay unpublished, and get the correction as well."))
        if self.goes_live:
            words.append(
                _("The version for %(time)s keeps its date and gets the correction as well.")
                % {"time": said(self.goes_live)}
            )
        return " ".join(words)


def candidates(series: SeriesPage, user) -> list[Candidate]:
    """The live parts of a series in all its languages that the user may publish, in order. Five queries."""
    parts = (
        InstallmentPage.objects.filter(
            series__translation_key=series.translation_key, live=True, alias_of=None
        )
        .select_related("locale", "series")
        .prefetch_workflow_states()
        .order_by("locale_id", "part_number", "first_published_at", "pk")
    )
    parts = [part for part in parts if part.permissions_for_user(user).can_publish()]
    return _with_prospects(parts, user)


def _with_prospects(parts: Iterable[InstallmentPage], user) -> list[Candidate]:
    parts = list(parts)
    scheduled = schedules_of(part.pk for part in parts)
    return [
        Candidate(part, obstacle(part, user), part.has_unpublished_changes, scheduled.get(part.pk))
        for part in parts
    ]


def obstacle(part: InstallmentPage, user) -> str:
    """Why this part cannot be corrected by this user now; empty when it can."""
    now = timezone.now()
    is_early = part.go_live_at is not None and part.go_live_at > now
    is_over = part.expire_at is not None and part.expire_at <= now
    if not part.live or part.alias_of_id or is_early or is_over:
        return _("It is not live.")
    if not part.permissions_for_user(user).can_publish():
        return _("You may not publish it.")
    if part.locked and BasicLock(part).for_user(user):
        return _("It is locked by somebody else.")
    if part.current_workflow_state:
        # Wagtail calls a review off when the page is published.
        return _("It is in review. Decide the review first, or write the correction in its form.")
    return ""


@transaction.atomic
def correct(part_id: int, correction: NewCorrection, key: uuid.UUID, user) -> None:
    """Write a correction to one live part and publish that; raise CannotCorrect, and change nothing, where it cannot.

    `key` is the translation key of the correction, which the part shares with its translations.
    """
    part = InstallmentPage._base_manager.select_for_update(of=("self",)).filter(pk=part_id).first()
    if part is None:
        raise CannotCorrect(_("It is not live."))
    reason = obstacle(part, user)
    if reason:
        raise CannotCorrect(reason)
    text = correction.markup_in(part.locale.language_code)
    if not text:
        raise CannotCorrect(_("There is no text in its language."))
    draft = part.latest_revision_id if part.has_unpublished_changes else None
    waiting = dict(
        part.revisions.filter(approved_go_live_at__isnull=False)
        .order_by("approved_go_live_at")
        .values_list("pk", "approved_go_live_at")
    )

    def add_to(page: InstallmentPage) -> None:
        rows = page.corrections.all()
        place = max((row.sort_order or 0 for row in rows), default=-1) + 1
        page.corrections.add(
            Correction(
                kind=correction.kind,
                date=correction.date,
                text=text,
                is_mailed=correction.is_mailed,
                sort_order=place,
                locale_id=part.locale_id,
                translation_key=key,
            )
        )

    live = InstallmentPage._base_manager.get(pk=part.pk)
    add_to(live)
    problems = problems_of(live)
    if problems:
        raise CannotCorrect(" ".join(problems))
    try:
        revision = live.save_revision(user=user, log_action=True)
        # Around the checklist: it is for what is to come out, and what is out must not wait to be put right.
        super(InstallmentPage, live).publish(revision, user=user)
    except ValidationError as error:
        raise CannotCorrect(" ".join(error.messages)) from error
    # The latest version comes last, so that it is the latest again.
    for pk in sorted({*waiting, *([draft] if draft else [])}, key=lambda pk: (pk == draft, pk)):
        beside = Revision.objects.get(pk=pk).as_object()
        add_to(beside)
        beside.save_revision(user=user, approved_go_live_at=waiting.get(pk), clean=False)


def correct_all(
    chosen: Iterable[Candidate], correction: NewCorrection, user
) -> list[tuple[InstallmentPage, str]]:
    """Correct the chosen parts, each by itself; (part, why it was not corrected or "") of each, in order."""
    keys: dict[uuid.UUID, uuid.UUID] = {}
    report = []
    for candidate in chosen:
        page = candidate.page
        key = keys.setdefault(page.translation_key, uuid.uuid4())
        try:
            correct(page.pk, correction, key, user)
        except CannotCorrect as error:
            report.append((page, str(error)))
        else:
            report.append((page, ""))
    return report
