"""People: accounts, and the pages of those who write."""

from authors.models.accounts import User

__all__ = ["User"]
