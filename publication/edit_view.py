"""The form of a page in the admin, for several people at once: nobody's version is replaced unseen, and publishing from
the form happens once, and whole or not at all.

Wagtail's script warns as well, with its next sign of life; this is what holds without it, and in the same second.
"""

import hashlib
from contextlib import ExitStack

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from publication.times import said

# A second click comes within moments; the same form sent later is somebody's decision.
SECONDS_OF_A_SECOND_CLICK = 15


class CarefulEditMixin:
    """Goes before Wagtail's EditView, or a view made of it."""

    def form_valid(self, form):
        if not self.expects_json_response and not self.is_cancelling_workflow:
            self._is_second_click = not cache.add(self._click(), True, SECONDS_OF_A_SECOND_CLICK)
            if self._is_news(self.latest_revision):
                return self._answer_news(self.latest_revision)
        return super().form_valid(form)

    def form_invalid(self, form):
        # The form comes back with the newest version as the one that it was made from: this is the time to say so.
        if not self.expects_json_response and self._is_news(self.latest_revision):
            self._tell_of(self.latest_revision)
        return super().form_invalid(form)

    def publish_action(self):
        """Save the draft, whole; then publish it, whole. What fails in the second step leaves the draft."""
        with ExitStack() as self._step:
            self._step.enter_context(transaction.atomic())
            newest = self._newest_now()
            if self._is_news(newest):
                self._step.close()
                return self._answer_news(newest)
            return super().publish_action()

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
        """Is there a version that the form was not made from, and that its user was not told of?"""
        sent = self.request.POST
        if newest is None or "loaded_revision_id" not in sent:
            return False
        # The second is what static/js/admin/own-autosave.js adds where a button sends the form.
        own = sent.get("overwrite_revision_id") or sent.get("autosaved_revision_id") or ""
        if own:
            is_newer = own != str(newest.pk)
        else:
            made_from = (sent["loaded_revision_id"], sent.get("loaded_revision_created_at", ""))
            is_newer = made_from != (str(newest.pk), newest.created_at.isoformat())
        return is_newer and not self._was_told_of(newest)

    def _was_told_of(self, newest) -> bool:
        """Did Wagtail's script, which asks every ten seconds, hear of somebody else's version and warn of it?"""
        if newest.user_id == self.request.user.pk:
            return False
        return EditingSession.objects.filter(
            user=self.request.user, object_id=str(self.page.pk), last_seen_at__gt=newest.created_at
        ).exists()

    def _answer_news(self, newest):
        if self._is_second_click and newest.user_id == self.request.user.pk:
            messages.info(self.request, _("This was done at your first click; the second changed nothing."))
            return self.redirect_away()
        self._tell_of(newest)
        # The form comes back as it was sent, made from the newest version now: sending it again is a decision.
        self.latest_revision = newest
        self.__dict__.pop("latest_revision_created_at", None)
        self.page.latest_revision_id = newest.pk
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def _tell_of(self, newest) -> None:
        if newest.user_id == self.request.user.pk:
            words = _(
                "You saved a newer version in another window on %(time)s. Nothing of what you see here is saved yet."
            )
        else:
            words = _(
                "%(name)s saved a newer version on %(time)s. Nothing of what you see here is saved yet."
            )
        name = get_user_display_name(newest.user) if newest.user else _("The site itself")
        messages.warning(
            self.request,
            " ".join(
                [
                    words % {"name": name, "time": said(newest.created_at)},
                    _(
                        "Look at it first. If you send yours again, it takes its place; both stay in the history."
                    ),
                ]
            ),
            buttons=[
                messages.button(
                    reverse("wagtailadmin_pages:revisions_view", args=[self.page.pk, newest.pk]),
                    _("Look at the newer version"),
                    new_window=True,
                ),
                messages.button(reverse("wagtailadmin_pages:history", args=[self.page.pk]), _("History")),
            ],
        )

    def _click(self) -> str:
        """A short name for just this form, sent by just this user: a page that is drawn anew has another token in it."""
        sent = self.request.POST.urlencode()
        digest = hashlib.sha256(f"{self.request.user.pk} {self.request.path} {sent}".encode()).hexdigest()
        return f"sent-{digest}"


class CarefulEditView(CarefulEditMixin, EditView):
    """The form of a page type that needs nothing else."""
