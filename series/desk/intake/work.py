"""Reading uploads in the background, one after the other."""

from django.urls import reverse
from django.utils.translation import gettext as _

from publication.background import work
from series.desk.intake.understanding import understand
from series.models import ManuscriptUpload
from series.permissions import may_add_parts


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
