"""The review of a manuscript: what was understood on the left, what was found on the right; then a draft, or nothing."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from publication.background import start
from publication.frame import frame_or_default
from publication.prose import Notes, expand_inline, find_links, sanitise
from series.desk.intake.accepting import Decisions, Gone, accept
from series.desk.intake.findings import in_words
from series.desk.intake.review_form import Credits, ReviewForm
from series.desk.intake.uploads import uploads_for
from series.desk.intake.views import READY, IntakeMixin, OneUploadMixin
from series.desk.intake.work import make_draft
from series.manuscripts.errors import UnreadableManuscript
from series.models import SeriesPage
from series.reading.block_readers import Found
from series.reading.body import read_body, template_of

COUNTED = {
    "words": gettext_lazy("Number of words"),
    "footnotes": gettext_lazy("Footnotes"),
    "images": gettext_lazy("Pictures"),
    "tables": gettext_lazy("Tables"),
    "links": gettext_lazy("Links"),
}
# So many words in a hundred are lost to page numbers, running heads and the like without anybody missing them.
EXPECTED_LOSS = 5


class ReviewView(OneUploadMixin, IntakeMixin, TemplateView):
    """Shows one upload and makes it a draft."""

    template_name = "admin/series/intake/review.html"
    page_title = gettext_lazy("Review a manuscript")
    form = credits = None

    def get_page_subtitle(self):
        return self.upload.name

    def get(self, request):
        if self.upload.state != READY:
            return redirect(self.list_url)
        self.form = ReviewForm(upload=self.upload, user=request.user)
        self.credits = Credits(upload=self.upload, user=request.user)
        return super().get(request)

    def post(self, request):
        if self.upload.state != READY:
            return redirect(self.list_url)
        self.form = ReviewForm(request.POST, upload=self.upload, user=request.user)
        self.credits = Credits(request.POST, upload=self.upload, user=request.user)
        if self.form.is_valid() and self.credits.is_valid():
            if self.upload.size >= settings.MANUSCRIPT_LONG_BYTES:
                return redirect(self._start())
            try:
                page = accept(self.upload.pk, self._decisions(), request.user)
            except ValidationError as error:
                self.form.add_error(None, error)
            except UnreadableManuscript as error:
                self.form.add_error(None, str(error))
            except Gone:
                messages.warning(request, _("This manuscript was made a draft or given up already."))
                return redirect(self.list_url)
            else:
                return self._go_on(page)
        return super().get(request)

    def _start(self):
        """The job that makes the draft of a long manuscript: its pictures are written anew, which takes a while."""
        return start(
            make_draft,
            {"upload": self.upload.pk, "decisions": self._decisions().as_json()},
            user=self.request.user,
            label=_("Draft of “%(name)s”") % {"name": self.upload.name},
            about=self.series,
        )

    def _decisions(self) -> Decisions:
        typed = self.form.cleaned_data
        return Decisions(
            series=typed["series"],
            title=typed["title"],
            standfirst=typed["standfirst"],
            editors_note=typed["editors_note"],
            credits=tuple(self.credits.credits()),
            topics=tuple(typed["topics"]),
            number=typed.get("number") if typed["place"] == "number" else None,
            planned=typed["planned"],
            keep_comments=typed.get("keep_comments", False),
        )

    def _go_on(self, page):
        buttons = []
        rest = (
            uploads_for(self.request.user, self.series).filter(state=READY, batch=self.upload.batch).first()
        )
        if rest is not None:
            address = reverse("series_review_manuscript", args=[rest.pk])
            buttons = [messages.button(address, _("Review the next manuscript"))]
        words = _("“%(title)s” is a draft now. The manuscript is kept with it.")
        messages.success(self.request, words % {"title": page.draft_title}, buttons=buttons)
        return redirect("wagtailadmin_pages:edit", page.pk)

    def get_context_data(self, **kwargs):
        reading = self.upload.reading
        blocks, notes = self._preview(reading)
        return super().get_context_data(
            upload=self.upload,
            form=self.form,
            credits=self.credits,
            reading=reading,
            blocks=blocks,
            notes=notes,
            counts=list(_counts(reading)),
            findings=in_words(reading["findings"]),
            earlier=self.earlier,
            may_close=reading["closes_series"] and self.series.status != SeriesPage.Status.COMPLETE,
            **kwargs,
        )

    def _preview(self, reading):
        """The body as it will be set, pictures as their places; and the notes under it."""
        frame = frame_or_default(self.request)
        draft = read_body(reading["blocks"])
        texts = {key: sanitise(text) for key, text in reading["notes"].items()}
        notes = Notes(texts)
        links = find_links([*draft.needs.texts, *texts.values()], frame)
        found = Found(links=links, pictures={}, notes=notes)
        blocks = []
        for stored, (kind, setter, _id) in zip(reading["blocks"], draft.blocks, strict=True):
            value = stored["value"] if kind == "image" else setter(found)
            if value is not None:
                slot = reading["slots"].get(stored["id"])
                blocks.append({"kind": kind, "template": template_of(kind), "value": value, "slot": slot})
        listed = [
            (number, mark_safe(expand_inline(text, links)))  # noqa: S308 (sanitised above)
            for number, text, _marks in notes.listed()
        ]
        return blocks, listed


def _counts(reading):
    """(what, in the file, in the draft, is less there?) for what the file can tell."""
    for name, label in COUNTED.items():
        before, after = reading["before"][name], reading["after"][name]
        allowed = before * EXPECTED_LOSS // 100 if before and name == "words" else 0
        yield label, before, after, before is not None and after < before - allowed
