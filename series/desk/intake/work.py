"""What takes long about manuscripts, in the background: reading them one after the other, making a draft of one."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from publication.background import Refused, work
from series.desk.intake.accepting import Decisions, Gone, accept
from series.desk.intake.understanding import understand
from series.manuscripts.errors import UnreadableManuscript
from series.models import ManuscriptUpload
from series.permissions import may_add_parts, may_review


@work("manuscripts.draft", may=may_add_parts, again=True)
def make_draft(progress, *, upload: int, decisions: dict) -> dict:
    """Make a long manuscript a draft, as its review decided. Result: the id of the draft."""
    found = ManuscriptUpload.objects.select_related("series").filter(pk=upload).first()
    if found is None:
        raise Refused(_("This manuscript was made a draft or given up already."))
    if not may_review(progress.user, found):
        raise PermissionDenied
    progress.onward(reverse("series_review_manuscript", args=[upload]), _("Back to the review"))
    progress.say(_("Making a draft of “%(file)s”") % {"file": found.name})
    try:
        page = accept(upload, Decisions.from_json(decisions), progress.user)
    except UnreadableManuscript as error:
        raise Refused(error) from error
    except Gone:
        raise Refused(_("This manuscript was made a draft or given up already.")) from None
    progress.onward(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Open the draft"))
    return {"page": page.pk}


@work("manuscripts.read", may=may_add_parts, again=True)
def read_uploads(progress, *, uploads: list[int], series: int) -> dict:
    """Read files that were brought to a series. One that cannot be read stops no other. Result: numbers by state."""
    waiting = list(ManuscriptUpload.objects.filter(pk__in=uploads).order_by("pk"))
    for upload in progress.through(
        waiting, say=lambda upload: _("Reading “%(file)s”") % {"file": upload.name}
    ):
        understand(upload)
    ready = [upload.pk for upload in waiting if upload.state == ManuscriptUpload.State.READY]
    if len(waiting) == len(ready) == 1:
        progress.onward(reverse("series_review_manuscript", args=ready), _("Look at what was understood"))
    else:
        progress.onward(reverse("series_manuscripts", args=[series]), _("Look at what was understood"))
    return {"ready": len(ready), "refused": len(waiting) - len(ready)}
