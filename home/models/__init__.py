"""The front of the house: the home page and standing pages."""

from home.models.pages import HomePage, StandingPage
from home.models.searches import SearchedWords

__all__ = ["HomePage", "SearchedWords", "StandingPage"]
