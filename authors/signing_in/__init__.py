"""The one door of the site: password, second factor, sessions, limits, letters. Built on allauth (docs/decisions/034)."""
