"""Whether the corpus is another than it was: from what it is made of, without making it.

A hash over plain rows, of what everybody may see and of what is told with it, so that what expires, is renumbered,
renamed, merged or closed counts as much as what is published. The same few queries whatever is in it.
"""

import hashlib

from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page

from authors.models import AuthorPage
from publication.frame import Frame
from publication.models import CreditedImage, OutgoingLink
from publication.visibility import is_open
from series.models import Byline, Correction, InstallmentPage, InstallmentTopic, SeriesPage, Topic

# Raised when the same pieces are written in another way.
FORM = 1


def state_of(frame: Frame) -> str:
    """A digest of all that the corpus of a site is made of."""
    digest = hashlib.sha256(repr((FORM, frame.origin, frame.roots, _masthead(frame))).encode())
    for rows in _rows():
        for row in rows.iterator(chunk_size=2000):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
        digest.update(b"\x00")
    return digest.hexdigest()[:32]


def _rows():
    yield (
        Page.objects.filter(live=True)
        .filter(is_open())
        .order_by("pk")
        .values_list(
            "pk",
            "url_path",
            "title",
            "last_published_at",
            "first_published_at",
            "alias_of_id",
            "translation_key",
        )
    )
    yield InstallmentPage.objects.visible().order_by("pk").values_list(
        "pk", "series_id", "part_number", "is_withdrawn", "reading_minutes", "licence", "canonical", "image_id"
    )  # fmt: skip
    yield SeriesPage.objects.visible().order_by("pk").values_list(
        "pk", "status", "form", "planned_parts", "licence", "citation_kind"
    )  # fmt: skip
    yield Byline.objects.public().order_by("pk").values_list(
        "pk", "page_id", "author_id", "sort_order", "role", "name", "position", "organisation"
    )  # fmt: skip
    yield AuthorPage.objects.order_by("pk").values_list(
        "pk", "merged_into_id", "orcid", "ror", "photo_id", "kind", "family_name", "given_name", "native_name", "latin_name"
    )  # fmt: skip
    yield InstallmentTopic.objects.order_by("pk").values_list("pk", "page_id", "topic_id", "sort_order")
    yield Topic.objects.order_by("pk").values_list("pk", "slug", "name", "name_ko", "merged_into_id")
    yield Correction.objects.order_by("pk").values_list("pk", "page_id", "kind", "date", "sort_order")
    yield CreditedImage.objects.order_by("pk").values_list(
        "pk", "file", "title", "description", "credit", "licence"
    )  # fmt: skip
    # Texts lead to documents, unless their collection is closed.
    yield get_document_model().objects.order_by("pk").values_list("pk", "title", "file", "collection__path")
    yield CollectionViewRestriction.objects.order_by("pk").values_list("pk", "collection__path")
    yield (
        OutgoingLink.objects.exclude(archived_address="")
        .order_by("pk")
        .values_list("address", "archived_address")
    )


def _masthead(frame: Frame) -> list:
    return sorted(
        (field.name, str(getattr(frame.masthead, field.attname))) for field in frame.masthead._meta.fields
    )
