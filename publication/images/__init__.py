"""Picture files: what may come into the library, how it is cleaned on the way in, and clean copies out of it."""

from publication.images.intake import PictureFile, PictureRefused, examine, take_in

__all__ = ["PictureFile", "PictureRefused", "examine", "take_in"]
