"""Words in addresses: which are taken by the site itself, and how a title becomes a slug."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# Addresses of the site's own that a page with the same slug would shadow (see config/urls.py).
RESERVED_ANYWHERE = frozenset({"all", "feed", "page", "cite", "forthcoming"})
RESERVED_AT_ROOT = RESERVED_ANYWHERE | {
    "accounts", "admin", "api", "archive", "search", "corrections", "clearance", "topics", "ko", "en", "media", "static",
    "documents", "follow", "footnotes", "_util", "livez", "readyz", "metrics", "oembed", "policy-reports",
}  # fmt: skip
LONGEST = 255


def compose(text: str) -> str:
    """Unicode's composed form (NFC): Korean typed on a Mac arrives decomposed and would be another address."""
    return unicodedata.normalize("NFC", text)


def reserved_words(at_root: bool) -> frozenset[str]:
    """The slugs that a page may not have, below the site's root or anywhere else."""
    return RESERVED_AT_ROOT if at_root else RESERVED_ANYWHERE


def slug_for(title: str, *, fallback: str, taken=frozenset(), at_root: bool = False) -> str:
    """A slug made from a title: never empty, at most 255 characters, not reserved, not in `taken`.

    `fallback` is used when nothing of the title can stand in an address ("???", "—", emoji).
    """
    base = slugify(compose(title), allow_unicode=True).strip("-_")
    # 🌊 and its like are no letters; a slug of digits alone is fine ("2026").
    base = re.sub(r"-{2,}", "-", base)[:LONGEST].strip("-") or fallback
    refused = reserved_words(at_root) | frozenset(taken)
    slug, number = base, 2
    while slug in refused:
        ending = f"-{number}"
        slug, number = base[: LONGEST - len(ending)] + ending, number + 1
    return slug


def refuse_reserved(slug: str, at_root: bool) -> None:
    """Raise ValidationError on the field `slug` when the site itself uses the word at that place."""
    if slug in reserved_words(at_root):
        raise ValidationError(
            {"slug": _("The site itself uses the address “%(slug)s”. Choose another word.") % {"slug": slug}}
        )
