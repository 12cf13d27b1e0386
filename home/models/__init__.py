"""The front of the house: the home page and standing pages."""

from home.models.pages import HomePage, StandingPage

__all__ = ["HomePage", "StandingPage"]
