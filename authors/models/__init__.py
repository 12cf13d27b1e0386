"""People: accounts, and the pages of those who write."""

from authors.models.accounts import User
from authors.models.pages import AuthorIndexPage, AuthorLink, AuthorPage

__all__ = ["AuthorIndexPage", "AuthorLink", "AuthorPage", "User"]
