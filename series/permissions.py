"""Who may do what with series and their parts, beyond what the groups of authors/roles.py say."""

from django.db.models import F, Q
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from authors.permissions import edits_pages_of_others


class SeriesIndexPermissionTester(PagePermissionTester):
    """Contributors may add below the list of series, which means pieces: a series takes who may edit the list."""

    def can_add_subpage(self):
        return super().can_add_subpage() and (self.user.is_superuser or "change" in self.permissions)


class SeriesPermissionTester(PagePermissionTester):
    """The order of the parts belongs to who may edit any page here, not to who owns one."""

    def can_change_order(self) -> bool:
        """May the user give the parts of this series other numbers?"""
        return self.user.is_active and (self.user.is_superuser or "change" in self.permissions)


def without_drafts_of_others(pages, user):
    """Those of `pages` (a queryset) whose titles the user may read in the admin.

    A contributor, who may add below every series, sees other people's pieces once they are public, and not while
    a published one waits with another title.
    """
    if edits_pages_of_others(user):
        return pages
    public = Q(live=True, draft_title=F("title"))
    readable = Page.objects.filter(~Q(content_type__model="installmentpage") | Q(owner=user) | public)
    # As a subquery: the page chooser searches this, and search knows no filter by type or two columns.
    return pages.filter(pk__in=readable.order_by().values("pk"))


class EditorialPagePolicy(PagePermissionPolicy):
    """Wagtail's policy lets everybody who may add somewhere see all drafts there; ours does not."""

    def explorable_instances(self, user):
        return without_drafts_of_others(super().explorable_instances(user), user)


def may_change_number(user, part) -> bool:
    """May the user give this part another number? It takes editing the part and ordering its series."""
    if part.series is None or not part.permissions_for_user(user).can_edit():
        return False
    return may_order(user, part.series)


def may_order(user, series) -> bool:
    """May the user give the parts of this series other numbers, and so see its running order?"""
    return series.permissions_for_user(user).can_change_order()


def may_add_parts(user, series) -> bool:
    """May the user make parts of this series, and so bring manuscripts to it?"""
    return series.alias_of_id is None and series.permissions_for_user(user).can_add_subpage()


def may_merge_author(user, author) -> bool:
    """May the user merge this author's profile, or another into it? It takes who may publish it."""
    permissions = author.permissions_for_user(user)
    return permissions.can_edit() and permissions.can_publish()


def may_close(user, series) -> bool:
    """May the user close this series? It takes editing it, and the parts of others."""
    tester = series.permissions_for_user(user)
    return tester.can_edit() and tester.can_change_order()


def may_archive(user, series) -> bool:
    """May the user have an archive of this series made, and fetch it? It takes who may close the series."""
    return may_close(user, series)


def may_correct(user, series) -> bool:
    """May the user correct several parts of this series at once? It takes publishing them."""
    return series.permissions_for_user(user).can_publish()


def sees_all_uploads(user, series) -> bool:
    """Does the user see the manuscripts that others brought to this series? Those who publish its parts do."""
    return series.permissions_for_user(user).can_publish()


def may_review(user, upload) -> bool:
    """May the user look at an upload, make it a draft, or give it up? It takes being who brought it, or seeing all."""
    if not may_add_parts(user, upload.series):
        return False
    return upload.uploaded_by_id == user.pk or sees_all_uploads(user, upload.series)


def may_ask_for_clearance(user, part) -> bool:
    """May the user send this part to its authors? It takes editing it; an alias has no text of its own."""
    return part.alias_of_id is None and part.permissions_for_user(user).can_edit()


def may_take_home(user, part) -> bool:
    """May the user have the latest draft of a piece, or what it was made from, as a file? It takes who may edit it."""
    return part.permissions_for_user(user).can_edit()


def may_have_word_edition(user, part) -> bool:
    """May the user have the published text of a piece as Word? Who may edit it may, and whoever is credited in it.

    A person has a profile in each language; an account has one of them.
    """
    if part.permissions_for_user(user).can_edit():
        return True
    if not user.author_page_id:
        return False
    person = Page.objects.filter(pk=user.author_page_id).values("translation_key")
    pieces = type(part).objects.filter(pk=part.pk, bylines__author__translation_key__in=person)
    return pieces.exists()


def may_see_editions(user, page) -> bool:
    """May the user see how the editions of a piece or series stand? It takes who may edit it."""
    return page.permissions_for_user(user).can_edit()


def may_make_editions(user, page) -> bool:
    """May the user have editions made again? It takes who may publish the page, as that has them made."""
    return page.permissions_for_user(user).can_publish()


def may_see_mail(user, part) -> bool:
    """May the user see how a piece is mailed, and have a copy sent to themselves? It takes who may edit those of others.

    How many follow is not a contributor's to know.
    """
    return (
        part.alias_of_id is None
        and part.permissions_for_user(user).can_edit()
        and edits_pages_of_others(user)
    )


def may_decide_mail(user, part) -> bool:
    """May the user hold the mail of a piece, let it go, or leave it out? It takes who may publish the piece."""
    return part.alias_of_id is None and part.permissions_for_user(user).can_publish()


def may_have_addresses(user) -> bool:
    """May the user have the mail addresses of followers? Managing editors may."""
    return user.is_active and user.has_perm("series.export_followers")
