"""People: accounts, and the pages of those who write."""

from authors.models.accounts import User
from authors.models.pages import AuthorAlias, AuthorIndexPage, AuthorLink, AuthorPage

__all__ = ["AuthorAlias", "AuthorIndexPage", "AuthorLink", "AuthorPage", "User"]
