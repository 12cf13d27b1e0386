"""Work that takes longer than a page may: an editor starts it, leaves, and comes back to its page in the admin.

A kind of work is a function at the top level of a module. It is given a `Progress` and its own keyword arguments, which
have to be plain JSON (give the id of a page, not the page; keep an uploaded file where the worker can read it):

    from publication.background import Refused, start, work

    @work("manuscripts.import", may=lambda user, series: may_order(user, series))
    def import_files(progress, *, files):
        for pk in progress.through(files, say=lambda pk: _("Reading file %(n)d") % {"n": pk}):
            with transaction.atomic():
                ...                                    # Refused("Words for people") ends it as failed
            progress.result["parts"] = [...]           # kept, also when the work fails or is cancelled later
        progress.onward(reverse("review", args=[...]), _("Look at what was understood"))
        return {"parts": [...]}                        # becomes job.result; None keeps progress.result

    # in a view: raises PermissionDenied when `may(user, about)` says no
    job = start(import_files, {"files": [1, 2]}, user=request.user, label=_("Import of 2 files"), about=series)
    return redirect(job)                               # its page: progress, then the result and the way onward

With a worker running (a sign of life within a minute) the job is queued, in the transaction of whoever starts it.
With none the work is done before `start` returns, and the job says so (`job.in_request`). Either way it runs in the
language and the time zone of the user, and any error becomes a sentence in `job.error`; `start` raises none of them.

`may` is asked when the work is started and once more when it begins. `again=True` says that it may be begun again after
it failed, was cancelled or lost its worker. `once=True` gives the job that is still going about the same object
instead of starting a second. `Job.objects.about(series).filter(kind=...)` finds earlier ones; jobs are kept 30 days.

Progress is written about once a second and never inside a transaction of the work itself, where nobody would see it;
the same writing notices that the job was cancelled and ends the work with `Cancelled`. Let that one pass.

In tests no worker runs, so `start` has done everything when it returns. For the other way, tests/publication/background
has `a_worker()` and `work_off()`.
"""

from publication.background.progress import Cancelled, Progress, Refused
from publication.background.running import start
from publication.background.works import work
from publication.models import Job

__all__ = ["Cancelled", "Job", "Progress", "Refused", "start", "work"]
