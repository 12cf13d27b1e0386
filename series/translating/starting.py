"""Beginning a translation: the page in the other language, as a draft, below the page that its own stands below."""

from wagtail_localize.models import Translation, TranslationSource


def as_translated(page):
    """The version of a page that is given to translators: what readers see, or the latest draft of what they do not."""
    page = page.specific
    return page if page.live else page.get_latest_revision_as_object()


def begin(page, locale, user=None) -> Translation:
    """Begin, or begin again, the translation of a page; save it as a draft in the original's words.

    Raises ValidationError when the page cannot stand there.
    """
    version = as_translated(page)
    source, _is_new = TranslationSource.get_or_create_from_instance(version)
    is_by_passages = getattr(version, "localize_default_translation_mode", "synced") == "synced"
    translation, _is_new = Translation.objects.update_or_create(
        source=source, target_locale=locale, defaults={"enabled": is_by_passages}
    )
    translation.save_target(user=user, publish=False)
    return translation


def give_again(source: TranslationSource) -> bool:
    """Give translators the original as it is now; is there anything new?"""
    _source, is_new = TranslationSource.update_or_create_from_instance(
        as_translated(source.get_source_instance())
    )
    return is_new


def has_own(page, locale) -> bool:
    """Has the page a page of its own in the other language? An alias is none: it repeats the words of the original."""
    return page.get_translations().filter(locale=locale, alias_of=None).exists()


def translated_parent(page, locale, user=None) -> None:
    """See to it that the page above has a page of its own in the other language, as a draft.

    wagtail-localize would put an alias there, which shows the words of the original.
    """
    parent = page.get_parent().specific
    if not parent.is_root() and not has_own(parent, locale):
        begin(parent, locale, user)
