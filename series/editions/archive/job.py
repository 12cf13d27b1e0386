"""The archive of a series as work in the background. The file lies in private storage for as long as its job is kept."""

import tempfile

from django.core.files import File
from django.urls import reverse
from django.utils.translation import gettext as _

from publication.background import Job, Refused, work
from publication.private_files import private_storage, remove_when_committed
from series.editions.archive.asking import CannotArchive, volumes_of
from series.editions.archive.making import write_archive
from series.models import SeriesPage
from series.permissions import may_archive

KIND = "series.archive"


def stored_name(job_id: int) -> str:
    """Where the file of a job lies; known without its result, so that a run that was killed leaves nothing for good."""
    return f"archives/{job_id}"


def _may(user, series) -> bool:
    return series is not None and may_archive(user, series)


@work(KIND, may=_may, again=True, once=True)
def make_archive(progress, *, series: int) -> dict:
    """The result: `{"name", "size", "pages", "remarks"}`, the name being that under which the file is handed out."""

    def watch(done: int, total: int, words: str) -> None:
        if progress.job.total != total:
            progress.begin(total)
        progress.say(words)
        progress.advance(done - progress.job.done)

    page = SeriesPage.objects.filter(pk=series).first()
    if page is None:
        raise Refused(_("The series is gone."))
    name = stored_name(progress.job.pk)
    try:
        with tempfile.TemporaryFile() as file:
            made = write_archive(volumes_of(page), file, watch=watch)
            file.seek(0)
            private_storage().delete(name)
            private_storage().save(name, File(file))
    except CannotArchive as refusal:
        raise Refused(refusal.message) from refusal
    progress.say(_("The archive is ready: %(pages)d pages.") % {"pages": made.pages})
    progress.onward(reverse("series_archive_file", args=[progress.job.pk]), _("Download the archive"))
    return {
        "name": f"{page.slug}.zip",
        "size": made.size,
        "pages": made.pages,
        "remarks": list(made.remarks),
    }


def forget_file(instance: Job, **kwargs) -> None:
    """The file goes with its job: a receiver of `post_delete`."""
    if instance.kind == KIND:
        remove_when_committed(stored_name(instance.pk))
