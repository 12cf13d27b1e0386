"""Documents for readers: what may come into the library, where it is kept, and how it leaves the site."""

from publication.documents.intake import DocumentRefused, take_in

__all__ = ["DocumentRefused", "take_in"]
