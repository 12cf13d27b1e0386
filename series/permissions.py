"""Who may do what with series and their parts, beyond what the groups of authors/roles.py say."""

from wagtail.models import PagePermissionTester


class SeriesIndexPermissionTester(PagePermissionTester):
    """Contributors may add below the list of series, which means pieces: a series takes who may edit the list."""

    def can_add_subpage(self):
        return super().can_add_subpage() and (self.user.is_superuser or "change" in self.permissions)


class SeriesPermissionTester(PagePermissionTester):
    """The order of the parts belongs to who may edit any page here, not to who owns one."""

    def can_change_order(self) -> bool:
        """May the user give the parts of this series other numbers?"""
        return self.user.is_active and (self.user.is_superuser or "change" in self.permissions)


def may_change_number(user, part) -> bool:
    """May the user give this part another number? It takes editing the part and ordering its series."""
    if part.series is None or not part.permissions_for_user(user).can_edit():
        return False
    return part.series.permissions_for_user(user).can_change_order()
