"""The form of every page type: its times name their zone, dates that have passed do not stand in the way, and what was
published while it was being sent stays published.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page

from publication.times import offset, said, twin_of

TIMES = ("go_live_at", "expire_at")
# What publishing and unpublishing write, and no form does.
PUBLISHING = (
    "live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision_id", "expired",
)  # fmt: skip


class EditorialPageForm(WagtailAdminPageForm):
    """Base of the forms of all our page types; a type with a form of its own subclasses it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # Left empty, the page makes an address by its own rule (publication/tree.py). The admin's script fills
            # it in from the title as one types, and finds nothing in "???" or "—".
            self.fields["slug"].required = False
        self.times = [name for name in TIMES if name in self.fields]
        for name in self.times:
            self.fields[name].help_text = self._about_zone(name)
        if not self.is_bound and self._is_spent(self.instance.expire_at):
            self._leave_spent_times_out()

    def save(self, commit=True):
        """Save the page as it is published by now, whatever it was when the form was made from it.

        Wagtail writes every column of a page that was no more than a draft when its request began; one that was
        published meanwhile, by a click that overtook the script's saving, would be taken down without a word.
        """
        if not self.instance.pk:
            return super().save(commit)
        self._take_rows_once()
        with transaction.atomic():
            now = Page.objects.select_for_update().filter(pk=self.instance.pk).values(*PUBLISHING).first()
            for name, value in (now or {}).items():
                setattr(self.instance, name, value)
            return super().save(commit and not self.instance.live)

    def _take_rows_once(self) -> None:
        """Let a row that is sent as new take the place of the same one on the page.

        What the script saved while the button was pressed has brought rows to the page already, and the form, drawn
        before that, sends them once more.
        """
        for relation, said_of in self.instance.same_row.items():
            formset = self.formsets.get(relation)
            sent = {said_of(form.instance) for form in formset.extra_forms} if formset else set()
            if sent:
                rows = [row for row in getattr(self.instance, relation).all() if said_of(row) not in sent]
                setattr(self.instance, relation, rows)

    def _about_zone(self, name: str) -> str:
        """Which clock a time is typed on; of a time that comes twice in a night, which of the two is kept."""
        zone, now = timezone.get_current_timezone_name(), timezone.localtime()
        words = _("On the clock of %(zone)s, UTC%(offset)s today. Your account’s settings say which.") % {
            "zone": zone,
            "offset": offset(now),
        }
        moment = getattr(self.instance, name)
        if moment:
            words += " " + _("Saved: %(time)s.") % {"time": said(moment)}
            words += "".join(f" {sentence}" for sentence in about_twin(moment))
        return words

    def _is_spent(self, moment) -> bool:
        return moment is not None and moment <= timezone.now()

    def _leave_spent_times_out(self) -> None:
        """Offer an expired page without the times that have passed.

        Wagtail offers them again and then refuses to save even a draft, as an expiry must be in the future.
        https://github.com/wagtail/wagtail/issues/13896
        """
        for name in self.times:
            if self._is_spent(self.initial.get(name)):
                self.initial[name] = None
        if "expire_at" in self.times:
            self.fields["expire_at"].help_text += " " + _(
                "The page expired on %(time)s. Left empty, it stays up once it is published again."
            ) % {"time": said(self.instance.expire_at)}

    def clean_go_live_at(self):
        return self._as_it_was_unless_retyped("go_live_at")

    def clean_expire_at(self):
        return self._as_it_was_unless_retyped("expire_at")

    def _as_it_was_unless_retyped(self, name: str):
        """The stored moment, to the second and of two twins the same, where the text in the field is still its own."""
        stored, typed = self.initial.get(name), self.data.get(self.add_prefix(name))
        shown = stored and self.fields[name].widget.format_value(timezone.localtime(stored))
        return stored if stored and typed == shown else self.cleaned_data[name]

    def clean(self):
        cleaned = super().clean()
        expire_at = cleaned.get("expire_at")
        # A draft may keep a date that passed while it was being written; to publish it, the date has to be changed.
        if (
            self.is_deferred_validation
            and self._is_spent(expire_at)
            and expire_at == self.initial["expire_at"]
        ):
            del self.cleaned_data["expire_at"]
        return self.cleaned_data


def about_twin(moment) -> list[str]:
    """A sentence about a time that comes twice, none about any other."""
    twin = twin_of(moment, timezone.get_current_timezone())
    if twin is None:
        return []
    local, other = timezone.localtime(moment), timezone.localtime(twin)
    first = moment < twin
    words = (
        _(
            "That night %(time)s comes twice: this is the first, at UTC%(offset)s; the second is at UTC%(other)s."
        )
        if first
        else _(
            "That night %(time)s comes twice: this is the second, at UTC%(offset)s; the first is at UTC%(other)s."
        )
    )
    return [words % {"time": date_format(local, "H:i"), "offset": offset(local), "other": offset(other)}]
