"""What waits beside pages: versions with a date, and reviews. Asked for many pages at once, by their ids."""

from collections.abc import Iterable
from datetime import datetime

from wagtail.models import Revision, WorkflowState


def schedules_of(ids: Iterable[int]) -> dict[int, datetime]:
    """When the version of a page goes live, by the id of the page; pages without a schedule are not in it. One query."""
    versions = Revision.page_revisions.filter(object_id__in=_as_text(ids), approved_go_live_at__isnull=False)
    return {int(pk): moment for pk, moment in versions.values_list("object_id", "approved_go_live_at")}


def reviews_of(ids: Iterable[int]) -> dict[int, str]:
    """The status of a page's active review (WorkflowState.STATUS_...), by the id of the page. One query."""
    active = WorkflowState.objects.active().filter(
        object_id__in=_as_text(ids),
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
    )
    return {int(pk): status for pk, status in active.values_list("object_id", "status")}


def _as_text(ids: Iterable[int]) -> list[str]:
    """Ids as the generic relations of Wagtail hold them."""
    return [str(pk) for pk in ids]
