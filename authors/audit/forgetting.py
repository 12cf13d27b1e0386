"""How the audit log forgets: network addresses after AUDIT_ADDRESS_DAYS, everything after AUDIT_DAYS."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from authors.models import AuditEntry


def forget(days: int | None = None, address_days: int | None = None) -> tuple[int, int]:
    """Forget what is older; (lines that went, addresses that went). Around the rule that no line changes, on purpose."""
    now = timezone.now()
    rows = AuditEntry._base_manager
    days = settings.AUDIT_DAYS if days is None else days
    address_days = settings.AUDIT_ADDRESS_DAYS if address_days is None else address_days
    gone, _by_model = rows.filter(at__lt=now - timedelta(days=days)).delete()
    blanked = rows.filter(at__lt=now - timedelta(days=address_days)).exclude(address="").update(address="")
    return gone, blanked
