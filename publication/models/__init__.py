"""The publication's tables: its masthead and its images."""

from publication.models.images import CreditedImage, CreditedRendition
from publication.models.masthead import Masthead

__all__ = ["CreditedImage", "CreditedRendition", "Masthead"]
