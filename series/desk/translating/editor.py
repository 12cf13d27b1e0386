"""The page where a translation is written passage by passage, at its doors: save the draft, submit it, publish it.

wagtail-localize knows one button, which publishes, and asks nobody. What is sent goes the way of the ordinary form here:
locks, rights, the version of somebody else, the second click, the checklist.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from publication.edit_view import click_of, is_second_click, note_click
from series.checklist.evaluation import missing_of
from series.checklist.gate import ChecklistNotMet
from series.desk.refusals import tell_refusal
from series.models import InstallmentPage
from series.translating.coverage import waiting
from series.translating.taking_in import take_in, waits_until

SEEN = "translation_seen"


@dataclass(frozen=True)
class State:
    """What the page says of a translation beside its passages."""

    waiting: int
    missing: tuple[str, ...]
    can_submit: bool


def translation_of(page) -> Translation | None:
    """The record of a page that is translated passage by passage; None for any other."""
    if page.alias_of_id:
        return None
    rows = Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id)
    return rows.filter(enabled=True).select_related("source", "target_locale").first()


def open_editor(request, page):
    """Answer what was sent; before the passages are shown, note when, and what is still missing. For `before_edit_page`."""
    translation = translation_of(page)
    if translation is None or "localize-convert-to-alias" in request.POST:
        return None
    page = page.specific
    if request.method == "POST":
        return _answer(request, page, translation)
    # Not in a middle of a page's life: a note of what this person has before them, by the page.
    note_click(request, "")  # a page that is opened anew sends no second click
    seen = request.session.get(SEEN, {})
    request.session[SEEN] = seen | {str(page.pk): timezone.now().isoformat()}
    request.translation_state = _state(request.user, page)
    return None


def _state(user, page) -> State:
    findings = []
    if isinstance(page, InstallmentPage):
        findings = [finding.message for point in missing_of(page).missing for finding in point.findings]
    return State(
        waiting=len(waiting([page]).get(page.pk, ())),
        missing=tuple(findings),
        can_submit=page.permissions_for_user(user).can_submit_for_moderation(),
    )


def _answer(request, page, translation: Translation):
    action = request.POST.get("action", "")
    back = redirect(request.path)
    if action not in ("draft", "submit", "publish"):
        messages.warning(
            request,
            _(
                "This page is translated passage by passage now. What you sent came from its earlier form, and was not saved."
            ),
        )
        return back
    may = page.permissions_for_user(request.user)
    if (action == "publish" and not may.can_publish()) or (
        action == "submit" and not may.can_submit_for_moderation()
    ):
        raise PermissionDenied
    lock = page.get_lock()
    if lock is not None and lock.for_user(request.user):
        messages.error(request, lock.get_message(request.user))
        return back
    if _tell_news(request, page, translation) or _is_repeated(request, page):
        return back
    _do(request, page, translation, action)
    return back


def _tell_news(request, page, translation: Translation) -> bool:
    """Say what somebody else did to the translation since this person opened it; said once, the next click counts."""
    seen = parse_datetime(request.session.get(SEEN, {}).get(str(page.pk), "")) or timezone.now()
    latest = page.get_latest_revision()
    others = [latest] if latest and latest.created_at > seen and latest.user_id != request.user.pk else []
    passages = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale=translation.target_locale, updated_at__gt=seen
    ).exclude(last_translated_by=request.user)
    name = None
    if passage := passages.select_related("last_translated_by").first():
        name = passage.last_translated_by
    elif others:
        name = others[0].user
    else:
        return False
    who = get_user_display_name(name) if name else _("The site itself")
    words = _(
        "%(name)s changed this translation after you opened it. Look it over, and press the button again."
    )
    messages.warning(request, words % {"name": who})
    return True


def _is_repeated(request, page) -> bool:
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=page.pk)
        if is_second_click(request):
            messages.info(request, _("This was done at your first click; the second changed nothing."))
            return True
        note_click(request, click_of(request))
    return False


def _do(request, page, translation: Translation, action: str) -> None:
    try:
        page, _is_new = take_in(
            translation.source, translation.target_locale, request.user, publish=action == "publish"
        )
    except ChecklistNotMet as refusal:
        note_click(request, "")
        tell_refusal(request, refusal.page, refusal.checklist)
        return
    except ValidationError as error:
        note_click(request, "")
        words = (
            _("“%(title)s” is not published: %(points)s")
            if action == "publish"
            else _("Not saved: %(points)s")
        )
        about = {"title": page.get_admin_display_title(), "points": " ".join(error.messages)}
        messages.error(request, words % about)
        return
    if action == "submit":
        page.get_workflow().start(page, request.user)
    _tell_done(request, page, action)


def _tell_done(request, page, action: str) -> None:
    title = page.get_admin_display_title()
    if action == "publish":
        until = waits_until(page)
        words = _("“%(title)s” is published.")
        if until:
            words = _("“%(title)s” will be published on %(time)s, not before its original.")
        messages.success(request, words % {"title": title, "time": until})
        return
    words = _("“%(title)s” is saved as a draft.")
    if action == "submit":
        words = _("“%(title)s” is submitted for review.")
    view = messages.button(
        reverse("wagtailadmin_pages:view_draft", args=[page.pk]), _("View draft"), new_window=True
    )
    messages.success(request, words % {"title": title}, buttons=[view])
