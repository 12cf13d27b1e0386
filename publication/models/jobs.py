"""Work in the background as rows: what was asked for, how far it is, what came out; and the workers' signs of life."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# House plan, decision 6: who has given no sign of life for a minute is taken for dead.
SIGN_OF_LIFE = timedelta(minutes=1)
DAYS_KEPT = 30


class JobQuerySet(models.QuerySet):
    def about(self, thing):
        """Jobs about one object."""
        return self.filter(
            about_type=ContentType.objects.get_for_model(thing), about_id=str(thing.pk)
        ).order_by("-pk")

    def going(self):
        """Jobs that are waiting, or at work and alive."""
        alive = models.Q(state=Job.State.RUNNING, beaten_at__gt=timezone.now() - SIGN_OF_LIFE)
        return self.filter(models.Q(state=Job.State.WAITING) | alive)

    def old(self):
        """Jobs that nobody needs any more."""
        return self.exclude(pk__in=self.going().values("pk")).filter(
            created_at__lt=timezone.now() - timedelta(days=DAYS_KEPT)
        )


class Job(models.Model):
    """One piece of work that somebody started. publication/background is the only writer.

    `path` names the function and `arguments` are its keyword arguments. `attempt` counts the runs: what an earlier
    one still has to say is not heard. `result` is what came out, in the shape that the kind of work says.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("At work")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(_("kind"), max_length=60)
    path = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict, blank=True)
    label = models.CharField(_("what"), max_length=255)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    about_type = models.ForeignKey(
        ContentType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    about_id = models.CharField(max_length=60, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    language = models.CharField(max_length=20)
    time_zone = models.CharField(max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    in_request = models.BooleanField(default=False)
    attempt = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    step = models.CharField(max_length=255, blank=True)
    result = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    onward = models.CharField(max_length=500, blank=True)
    onward_label = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True)
    beaten_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    # Rows of the machinery, which are no use of the pages and people that they name.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("background work")
        verbose_name_plural = _("background work")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id"]),
            models.Index(fields=["created_at"]),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self) -> str:
        """The page in the admin on which the job is watched."""
        return reverse("background_job", args=[self.pk])

    @property
    def is_stopped(self) -> bool:
        """Did whoever was at work on it die, or hang, without a word?"""
        return self.state == self.State.RUNNING and (
            self.beaten_at is None or self.beaten_at <= timezone.now() - SIGN_OF_LIFE
        )

    @property
    def is_going(self) -> bool:
        """Is there more to come?"""
        return self.state == self.State.WAITING or (self.state == self.State.RUNNING and not self.is_stopped)


class WorkerBeat(models.Model):
    """A worker's last sign of life; the row goes when the worker ends in an ordinary way."""

    worker = models.CharField(max_length=64, unique=True)
    beaten_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self):
        return self.worker
