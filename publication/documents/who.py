"""Who may have a document: everybody, where something public leads to it; else those who may use the admin.

A collection that is closed keeps its documents from everybody whom it does not admit; Wagtail's hook asks that.
"""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from publication.visibility import is_open


def is_shown(document) -> bool:
    """Does a public page lead to it, or something that is no page and so has nothing that could be hidden?

    What waits in a draft only is in no row of the index, and so the document waits with it. Two queries.
    """
    pages = ContentType.objects.get_for_model(Page)
    uses = ReferenceIndex.get_references_to(document).values_list("base_content_type_id", "object_id")
    used_by = list(uses.distinct())
    on_pages = [int(key) for kind, key in used_by if kind == pages.pk]
    if len(on_pages) < len(used_by):
        return True
    return Page.objects.filter(pk__in=on_pages, live=True).filter(is_open()).exists()


def is_editor(request: HttpRequest) -> bool:
    """Is it somebody who writes here, and so may have what readers may not have yet?"""
    return request.user.has_perm("wagtailadmin.access_admin")
