"""The form of a page in the admin, for several people at once: nobody's version is replaced unseen, and publishing from
the form happens once, and whole or not at all.

Wagtail's script warns as well, with its next sign of life; this is what holds without it, and in the same second.
"""

import hashlib
from contextlib import ExitStack

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from publication.times import said

LAST_CLICK = "last_publish_click"


class CarefulEditMixin:
    """Goes before Wagtail's EditView, or a view made of it."""

    def form_valid(self, form):
        if not self.expects_json_response and not self.is_cancelling_workflow:
            if self._is_news(self.latest_revision):
                return self._answer_news(self.latest_revision)
        return super().form_valid(form)

    def form_invalid(self, form):
        # The form comes back with the newest version as the one that it was made from: this is the time to say so.
        if not self.expects_json_response and self._is_news(self.latest_revision):
            self._tell_of(self.latest_revision)
        return super().form_invalid(form)

    def save_action(self):
        """Save a draft; what the script saves only if nothing newer came while it was on its way."""
        if self.expects_json_response:
            newest = Page.objects.get(pk=self.page.pk).get_latest_revision()
            if _version(newest) != _version(self.latest_revision):
                return self.json_error_response("invalid_revision", _("A newer version was saved meanwhile."))
        return super().save_action()

    def publish_action(self):
        """Save the draft, whole; then publish it, whole. What fails in the second step leaves the draft."""
        try:
            with ExitStack() as self._step:
                self._step.enter_context(transaction.atomic())
                newest = self._newest_now()
                if is_second_click(self.request):
                    messages.info(
                        self.request, _("This was done at your first click; the second changed nothing.")
                    )
                    return self.redirect_away()
                if self._is_news(newest):
                    self._step.close()
                    return self._answer_news(newest)
                note_click(self.request, click_of(self.request))
                return super().publish_action()
        except Exception:
            # Whatever went wrong: this click did nothing, so that the next one is no second.
            note_click(self.request, "")
            raise

    def run_hook(self, hook_name, *args, **kwargs):
        is_between = hook_name == "before_publish_page"
        if is_between:
            self._step.close()
        response = super().run_hook(hook_name, *args, **kwargs)
        if is_between and response is None:
            self._step.enter_context(transaction.atomic())
        return response

    def _newest_now(self):
        """The newest version, with the page's row locked: of two that publish at once the second sees the first's."""
        return Page.objects.select_for_update().get(pk=self.page.pk).get_latest_revision()

    def _is_news(self, newest) -> bool:
        """Is there somebody else's version that the form was not made from, and that its user was not told of?

        One's own newer version may come from this very form, saved by the script while the button was pressed.
        """
        sent, user = self.request.POST, self.request.user
        if newest is None or newest.user_id == user.pk or "loaded_revision_id" not in sent:
            return False
        made_from = (sent["loaded_revision_id"], sent.get("loaded_revision_created_at", ""))
        if made_from == (str(newest.pk), newest.created_at.isoformat()):
            return False
        # Wagtail's script asks every ten seconds, and warns before it sends the form.
        heard = EditingSession.objects.filter(
            user=user, object_id=str(self.page.pk), last_seen_at__gt=newest.created_at
        )
        return not heard.exists()

    def _answer_news(self, newest):
        self._tell_of(newest)
        # The form comes back as it was sent, made from the newest version now: sending it again is a decision.
        self.latest_revision = newest
        self.__dict__.pop("latest_revision_created_at", None)
        self.page.latest_revision_id = newest.pk
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def _tell_of(self, newest) -> None:
        name = get_user_display_name(newest.user) if newest.user else _("The site itself")
        words = _(
            "%(name)s saved a newer version on %(time)s; yours has not taken its place. Look at it first, and send yours "
            "again if it is to stand. Both stay in the history."
        )
        newer = reverse("wagtailadmin_pages:revisions_view", args=[self.page.pk, newest.pk])
        history = reverse("wagtailadmin_pages:history", args=[self.page.pk])
        messages.warning(
            self.request,
            words % {"name": name, "time": said(newest.created_at)},
            buttons=[
                messages.button(newer, _("Look at the newer version"), new_window=True),
                messages.button(history, _("History"), new_window=True),
            ],
        )


class CarefulEditView(CarefulEditMixin, EditView):
    """The form of a page type that needs nothing else."""


def _version(revision) -> tuple | None:
    """What tells a version from the same row overwritten."""
    return revision and (revision.pk, revision.created_at)


# A second click sends the very same form, its token included; the session is where every process finds the first.


def click_of(request) -> str:
    """A short name for just this form with just these values."""
    sent = f"{request.path} {request.POST.urlencode()}"
    return hashlib.sha256(sent.encode()).hexdigest()


def is_second_click(request) -> bool:
    """Was this very form sent before? To be asked while the row of its page is locked."""
    session = request.session
    return type(session)(session.session_key).get(LAST_CLICK) == click_of(request)


def note_click(request, click: str) -> None:
    """Remember a form that is being done; "" where it came to nothing, so that the next click is no second."""
    request.session[LAST_CLICK] = click
    request.session.save()
