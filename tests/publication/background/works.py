"""Kinds of work for the tests; a job finds them by their path."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation

from publication.background import Refused, work
from publication.models import Job


@work("test.count", again=True)
def count(progress, *, to):
    for number in progress.through(range(to), say=lambda number: f"Number {number + 1}"):
        progress.result["counted"] = number + 1
    progress.onward("/admin/", "See the numbers")


@work("test.say")
def say_where_it_runs(progress):
    return {
        "language": translation.get_language(),
        "zone": timezone.get_current_timezone_name(),
        "user": progress.user.username,
    }


@work("test.allowed", may=lambda user, about: user.is_superuser, again=True)
def allowed(progress):
    return {"done": True}


@work("test.once", once=True)
def once(progress):
    return {}


@work("test.refuse", again=True)
def refuse(progress):
    progress.result["read"] = 2
    raise Refused("The file holds no text.")


@work("test.invalid")
def invalid(progress):
    raise ValidationError("A title is missing.")


@work("test.crash")
def crash(progress):
    raise RuntimeError("secret detail")


@work("test.stop")
def stop(progress):
    raise SystemExit(1)


@work("test.unspeakable")
def unspeakable(progress):
    return {"result": object()}


@work("test.cancelled")
def cancelled_on_the_way(progress, *, at):
    """Cancelled from elsewhere after some steps."""
    for number in progress.through(range(5)):
        if number == at:
            Job.objects.filter(pk=progress.job.pk).update(state=Job.State.CANCELLED)
        progress.result["counted"] = number + 1


@work("test.transaction")
def in_a_transaction(progress):
    """What the table holds while the work has a transaction of its own open, and after it."""
    progress.begin(2)
    with transaction.atomic():
        progress.advance()
        inside = Job.objects.get(pk=progress.job.pk).done
    progress.advance()
    return {"inside": inside, "after": Job.objects.get(pk=progress.job.pk).done}


@work("test.hostile")
def hostile(progress):
    progress.say("chapter\0one")
    return {"title": "a\0b", "path": r"c:\u0000"}
