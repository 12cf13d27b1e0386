"""Whose eyes look at the calendar, and what they want to see: which parts and planned parts are considered at all.

Nothing is shown that other lists of the admin keep from the user: other people's pieces once they are public
(series/permissions.py), their drafts and schedules for those who edit pages of others, plans for those who may see them.
"""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState

from authors.models import AuthorPage
from authors.permissions import edits_pages_of_others
from series.desk.drafts import pieces_crediting
from series.desk.rhythm import editorial_today
from series.models import InstallmentPage, PlannedPart
from series.permissions import EditorialPagePolicy

STATES = [
    ("published", _("Published")),
    ("scheduled", _("Scheduled")),
    ("draft", _("Draft")),
    ("review", _("In review")),
    ("planned", _("Planned")),
    ("overdue", _("Manuscript overdue")),
]
# The go-live date in the latest version of a page, as the text that it is there.
ASKED = Cast(KeyTextTransform("go_live_at", "latest_revision__content"), TextField())
OF_PLANS = {"planned", "overdue"}


@dataclass
class Scope:
    """The user and the filters: a series (the key of its translations), the id of an editor, an author, a state."""

    user: object
    series: UUID | None = None
    editor: int | None = None
    author: AuthorPage | None = None
    state: str = ""

    @cached_property
    def sees_drafts_of_others(self) -> bool:
        return edits_pages_of_others(self.user)

    @cached_property
    def sees_plans(self) -> bool:
        return self.may_plan or self.user.has_perm("series.view_plannedpart")

    @cached_property
    def may_plan(self) -> bool:
        return self.user.has_perm("series.change_plannedpart")

    @cached_property
    def credited(self) -> set[int]:
        """The ids of the pieces of the author that is asked for."""
        return pieces_crediting(self.author)

    def shows(self, *states: str) -> bool:
        """Does the filter let entries of one of these states through?"""
        return not self.state or self.state in states

    def parts(self) -> QuerySet:
        """The parts that the user may know of, as they are public."""
        parts = EditorialPagePolicy(InstallmentPage).explorable_instances(self.user)
        parts = parts.filter(alias_of=None, series__isnull=False)
        if self.series:
            parts = parts.filter(series__translation_key=self.series)
        if self.editor:
            handled = PlannedPart.objects.filter(
                series__translation_key=OuterRef("series__translation_key"),
                part_number=OuterRef("part_number"),
                handling_editor=self.editor,
            )
            parts = parts.filter(Q(owner=self.editor) | Exists(handled))
        if self.author:
            parts = parts.filter(pk__in=self.credited)
        return parts

    def versions_to_come(self) -> QuerySet:
        """The parts whose drafts and schedules the user may know of."""
        parts = self.parts()
        if not self.sees_drafts_of_others:
            parts = parts.filter(owner=self.user)
        if self.state == "review":
            reviews = WorkflowState.objects.active().filter(
                base_content_type__app_label="wagtailcore",
                base_content_type__model="page",
                object_id=Cast(OuterRef("pk"), CharField()),
            )
            parts = parts.filter(Exists(reviews))
        return parts

    def drafts(self) -> QuerySet:
        """Parts that no reader sees and no schedule waits for, with `asked`: the date in the latest version, as text."""
        schedules = Revision.page_revisions.filter(
            approved_go_live_at__isnull=False, object_id=Cast(OuterRef("pk"), CharField())
        )
        return self.versions_to_come().filter(live=False).exclude(Exists(schedules)).annotate(asked=ASKED)

    def plans(self) -> QuerySet:
        """The planned parts of the series that is asked for, whoever handles or writes them."""
        if not self.sees_plans:
            return PlannedPart.objects.none()
        plans = PlannedPart.objects.order_by()
        return plans.filter(series__translation_key=self.series) if self.series else plans

    def plans_alone(self) -> QuerySet:
        """The planned parts that answer to the filters and that no part has the number of yet."""
        return self._filtered(self.plans().exclude(Exists(_parts_with_the_number())))

    def manuscripts(self) -> QuerySet:
        """The planned parts that answer to the filters and whose manuscript is awaited."""
        return self._filtered(self.plans().awaited())

    def _filtered(self, plans: QuerySet) -> QuerySet:
        if self.editor:
            plans = plans.filter(handling_editor=self.editor)
        if self.author:
            plans = plans.filter(author__translation_key=self.author.translation_key)
        if self.state == "overdue":
            plans = plans.overdue(editorial_today())
        return plans


def _parts_with_the_number() -> QuerySet:
    return InstallmentPage.objects.filter(
        alias_of=None,
        series__translation_key=OuterRef("series__translation_key"),
        part_number=OuterRef("part_number"),
    )
