"""People: accounts, and the pages of those who write."""

from authors.models.accounts import User
from authors.models.audit import AuditEntry
from authors.models.invitations import Invitation
from authors.models.pages import AuthorAlias, AuthorIndexPage, AuthorLink, AuthorPage

__all__ = [
    "AuditEntry",
    "AuthorAlias",
    "AuthorIndexPage",
    "AuthorLink",
    "AuthorPage",
    "Invitation",
    "User",
]
