"""Who may do what with author pages and accounts, beyond what the groups of authors/roles.py say."""

from wagtail.models import Page, PagePermissionTester
from wagtail.permissions import policy_registry


class AuthorPermissionTester(PagePermissionTester):
    """A contributor edits the one author page of their account, as a draft; deleting takes who may publish.

    A profile that was merged into another is closed to everybody.
    """

    @property
    def is_own(self) -> bool:
        """Is this the author page of the account?"""
        return self.user.is_active and self.page.pk is not None and self.user.author_page_id == self.page.pk

    def can_edit(self):
        if self.page.merged_into_id:
            return False
        return super().can_edit() or (self.is_own and not self.page_is_root)

    def can_publish(self):
        return not self.page.merged_into_id and super().can_publish()

    def can_delete(self, ignore_bulk=False):
        if not self.user.is_superuser and "publish" not in getattr(self, "permissions", ()):
            return False
        return super().can_delete(ignore_bulk)


def may_add_authors(user, index) -> bool:
    """May the user make an author's page below this list of authors?"""
    return index is not None and index.permissions_for_user(user).can_add_subpage()


def edits_pages_of_others(user) -> bool:
    """Is the user more than a contributor: may they edit pages that are not their own, somewhere?"""
    if user.is_superuser:
        return True
    held = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return any(each.permission.codename == "change_page" for each in held)


def may_manage(user, account) -> bool:
    """May the user see and change this account? A superuser's takes a superuser."""
    return user.is_superuser or not account.is_superuser
