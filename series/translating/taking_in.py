"""From translated passages to a page: into its draft, and from there through the page's own `publish`.

wagtail-localize itself writes the row of the page, so that words are public before anything could refuse them, publishes
the translation of whatever is live, makes a page of an alias where it stands, and lets the translation lose a privacy
of its own. Here a translation takes the way of every other change.
"""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry
from wagtail.models.copying import _copy
from wagtail_localize.fields import SynchronizedField, copy_synchronised_fields, get_translatable_fields
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments.ingest import ingest_segments

from publication.slugs import compose, slug_for
from publication.times import said
from series.translating.starting import translated_parent
from series.validation import problems_of

# Rows with words, and which of their fields those are. What they say in the translation stays until it is translated
# anew: somebody may have written it there, or the desk.
ROWS = {"bylines": ("name", "position", "organisation"), "corrections": ("text",), "footnotes": ("text",)}


class OriginalNotPublic(ValidationError):
    """A translation was to be published before its original, which has no date."""


def take_in(
    source: TranslationSource, locale, user=None, publish=True, copy_parent_pages=True, fallback=True
):
    """Bring a page in another language to what its passages say; return (the page, was it made).

    The draft is saved whole, or not at all. With `publish` it is then published, or scheduled where its original is
    not public before a certain time; what refuses that (ChecklistNotMet, OriginalNotPublic, any other ValidationError)
    leaves the draft.
    """
    try:
        with transaction.atomic():
            page, is_new = _target(source, locale, user)
            _fill(page, source, locale, fallback=fallback)
            if publish:
                _wait_for_original(page, source)
            revision = page.save_revision(user=user, log_action=True)
            _keep_private(source, page)
            TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    except ValidationError as error:
        _note_errors(source, locale, error)
        raise
    if publish:
        require_public_original(page, source)
        problems = problems_of(revision.as_object())
        if problems:
            raise ValidationError(problems)
        page.publish(revision, user=user)
    return page, is_new


def _target(source: TranslationSource, locale, user):
    """The page in the other language, its row locked; made as a draft where there is none. (page, was it made)."""
    model = source.specific_content_type.model_class()
    rows = model._base_manager.select_for_update(of=("self",))
    page = rows.filter(translation_key=source.object_id, locale=locale).first()
    if page is None or page.alias_of_id:
        original = source.as_instance()
        translated_parent(original, locale, user)
    if page is None:
        page = original.copy_for_translation(locale)
        if page.owner_id is None and user is not None:
            page.owner = user
        # What went out once is not promised again, and a time that has passed lets no draft be saved.
        page.go_live_at = page.expire_at = None
        page.save(clean=False)
        return page, True
    if page.alias_of_id:
        _turn_alias_into_draft(page, user)
        return page, True
    draft = page.get_latest_revision_as_object()
    for name in ("slug", "go_live_at", "expire_at"):
        setattr(page, name, getattr(draft, name))
    if page.expire_at and page.expire_at <= timezone.now():
        page.expire_at = None
    return page, False


def _turn_alias_into_draft(page, user) -> None:
    """An alias shows the original's words: as a page of its own it may not stay live with them."""
    page.alias_of_id, page.live, page.has_unpublished_changes = None, False, True
    page.save(update_fields=["alias_of_id", "live", "has_unpublished_changes"], clean=False)
    data = {"page": {"id": page.pk, "title": page.get_admin_display_title()}}
    PageLogEntry.objects.log_action(instance=page, action="wagtail.convert_alias", user=user, data=data)


def _fill(page, source: TranslationSource, locale, *, fallback: bool) -> None:
    """Give a page in memory what its original has and what its passages say."""
    original = source.as_instance()
    before = {
        name: {row.translation_key: row for row in getattr(page, name).all()}
        for name in ROWS
        if hasattr(page, name)
    }
    slug = page.slug
    copy_synchronised_fields(original, page)
    _follow(source.get_source_instance(), page)
    segments = source._get_segments_for_translation(locale, fallback=fallback)
    ingest_segments(
        original, page, source.locale, locale, [one for one in segments if _has_row(one, original)]
    )
    translated = _translated_paths(source, locale)
    page.slug = _slug(page, page.slug if "slug" in translated else slug)
    for name, rows in before.items():
        _keep_rows(page, name, rows, translated)


def _follow(original, page) -> None:
    """What is not words follows the original as it stands now, not as it was when it was given to translators.

    The desk changes it in every language: a series is closed, topics are merged.
    """
    if not original.live:
        original = original.get_latest_revision_as_object()
    for field in get_translatable_fields(type(original)):
        if isinstance(field, SynchronizedField):
            value = field.get_field(type(original))
            if isinstance(value, models.ManyToOneRel):
                original.copy_child_relation(value.name, page)
            else:
                setattr(page, value.attname, getattr(original, value.attname))


def _has_row(segment, original) -> bool:
    """Is the row that a passage belongs to still there? One that named somebody who was merged since may not be."""
    name, key, *_rest = [*segment.path.split("."), ""]
    return name not in ROWS or any(str(row.translation_key) == key for row in getattr(original, name).all())


def _translated_paths(source: TranslationSource, locale) -> set[str]:
    segments = source.stringsegment_set.annotate_translation(locale).filter(translation__isnull=False)
    return set(segments.values_list("context__path", flat=True))


def _keep_rows(page, name: str, before: dict, translated: set[str]) -> None:
    """Keep the words of rows that were there and are not translated anew, and corrections that only stand here."""
    manager = getattr(page, name)
    rows = list(manager.all())
    for row in rows:
        was = before.pop(row.translation_key, None)
        for field in ROWS[name] if was else ():
            if f"{name}.{row.translation_key}.{field}" not in translated:
                setattr(row, field, getattr(was, field))
    if name == "corrections":
        rows += before.values()
    manager.set(rows)


def _slug(page, wanted: str) -> str:
    """The address as it was typed, composed; wagtail-localize would strip every Korean letter from it."""
    taken = page.get_parent().get_children().not_page(page).values_list("slug", flat=True)
    wanted = compose(wanted.strip())
    return slug_for(wanted, fallback=page.slug or "page", taken=frozenset(taken), at_root=page.is_below_root)


def require_public_original(page, source: TranslationSource) -> None:
    """Raise OriginalNotPublic when a page would be public and its original is a draft without a date."""
    original = source.get_source_instance()
    if not page.live and not original.live and _date_of(original) is None:
        words = _("“%(title)s” is not published yet: its translation waits for it, or for its date.")
        raise OriginalNotPublic(words % {"title": original.get_admin_display_title()})


def _wait_for_original(page, source: TranslationSource) -> None:
    """Give a page that is not public yet at least the date of its original."""
    original = source.get_source_instance()
    date = None if page.live or original.live else _date_of(original)
    if date is not None:
        page.go_live_at = max(page.go_live_at or date, date)


def _date_of(original: Page):
    """When a page that is not live will be, by its schedule; None where it has none."""
    scheduled = original.scheduled_revision
    return scheduled.approved_go_live_at if scheduled else None


def waits_until(page) -> str:
    """When a page that was just published will be public, in words; empty when it is."""
    page.refresh_from_db()
    date = _date_of(page)
    return said(date) if not page.live and date else ""


def _keep_private(source: TranslationSource, page) -> None:
    """Let the translation of a restricted page be restricted as well; never lift a restriction."""
    if page.view_restrictions.exists():
        return
    for restriction in source.get_source_instance().view_restrictions.all():
        copy, _children = _copy(restriction, exclude_fields=["id"], update_attrs={"page": page})
        copy.save()
        copy.groups.set(restriction.groups.all())


def _note_errors(source: TranslationSource, locale, error: ValidationError) -> None:
    """Write what is wrong beside the passages it is about, where the translator reads it."""
    for name, errors in getattr(error, "error_dict", {}).items():
        context = TranslationContext.objects.filter(object=source.object, path=name).first()
        strings = source.stringsegment_set.filter(context=context).values("string")
        for model, only in ((StringTranslation, {"translation_of__in": strings}), (SegmentOverride, {})):
            with suppress(model.DoesNotExist):
                model.objects.get(context=context, locale=locale, **only).set_field_error(errors)
