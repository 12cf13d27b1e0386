"""Beginning translations and giving them the original anew, for those who may, and past no door."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from series.checklist.gate import ChecklistNotMet
from series.desk.refusals import tell_refusal
from series.translating.starting import begin, give_again, has_own
from series.translating.taking_in import take_in

MAY_TRANSLATE = "wagtail_localize.submit_translation"


class BeginView(SubmitPageTranslationView):
    """Begin the translation of a page, and of those below it that have none: drafts, all of them."""

    def get_object(self):
        page = super().get_object()
        if page.alias_of_id:
            raise Http404
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

    def form_valid(self, form):
        locales = list(form.cleaned_data["locales"])
        pages = [self.object]
        if form.cleaned_data["include_subtree"]:
            below = self.object.get_descendants().filter(alias_of=None, locale=self.object.locale)
            pages += list(below.order_by("path").specific())
        refused = []
        for page in pages:
            # What has a page of its own is somebody's work, or a translation that goes on by itself.
            for locale in (one for one in locales if not has_own(page, one)):
                if page.permissions_for_user(self.request.user).can_edit():
                    try:
                        begin(page, locale, self.request.user)
                    except ValidationError as error:
                        refused.append((page, " ".join(error.messages)))
        for page, reason in refused:
            words = _("“%(title)s” is not translated: %(reason)s")
            messages.error(self.request, words % {"title": page.get_admin_display_title(), "reason": reason})
        names = ", ".join(str(locale.get_display_name()) for locale in locales)
        if len(refused) < len(pages):
            messages.success(self.request, self.get_success_message(names))
        twin = self.object.get_translation_or_none(locales[0]) if len(locales) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(twin))


class GiveAgainForm(UpdateTranslationsForm):
    """The choice to publish at once is for those who may publish every translation."""

    def __init__(self, *args, may_publish: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["publish_translations"]


class GiveAgainView(UpdateTranslationsView):
    """Give translators the original as it is now."""

    def get_object(self):
        source = super().get_object()
        if not source.get_source_instance().permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return source

    def _translations(self):
        rows = self.object.translations.filter(enabled=True)
        return rows.select_related("source", "target_locale")

    def get_form(self):
        pages = [translation.get_target_instance() for translation in self._translations()]
        may_publish = all(page.permissions_for_user(self.request.user).can_publish() for page in pages)
        data = [self.request.POST] if self.request.method == "POST" else []
        return GiveAgainForm(*data, may_publish=may_publish)

    def form_valid(self, form):
        is_new = give_again(self.object)
        self.object.refresh_from_db()
        if form.cleaned_data.get("publish_translations"):
            for translation in self._translations():
                self._publish(translation)
        if is_new:
            messages.success(self.request, self.get_success_message())
        else:
            messages.info(self.request, _("Nothing has changed: translators have the original as it is."))
        return redirect(self.get_success_url() or self.get_default_success_url())

    def _publish(self, translation: Translation) -> None:
        page = translation.get_target_instance()
        lock = page.get_lock()
        if lock is not None and lock.for_user(self.request.user):
            messages.error(self.request, lock.get_message(self.request.user))
            return
        try:
            take_in(translation.source, translation.target_locale, self.request.user, publish=True)
        except ChecklistNotMet as refusal:
            tell_refusal(self.request, refusal.page, refusal.checklist)
        except ValidationError as error:
            words = _("“%(title)s” is not published: %(points)s")
            about = {"title": page.get_admin_display_title(), "points": " ".join(error.messages)}
            messages.error(self.request, words % about)


def only_translators(view):
    """Let a view through for those who may translate."""

    def guarded(request, *args, **kwargs):
        if not request.user.has_perm(MAY_TRANSLATE):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@method_decorator(only_translators, name="dispatch")
class TranslatedReport(TranslationsReportView):
    """Which translations wait for words. It names drafts, so it is for those who may read all."""


def keep_apart(request, page_id: int):
    """Refuse to make a page an alias of its original: it would publish the original's words among the other language's."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    messages.error(
        request,
        _(
            "A page in one language does not stand in for one in the other. Unpublish the page, or delete it, "
            "and readers are led to the original."
        ),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def nothing_here(request, *args, **kwargs):
    """There are no snippets to translate: topics carry both languages themselves."""
    raise Http404
