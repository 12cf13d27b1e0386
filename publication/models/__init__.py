"""The publication's tables: masthead, images, documents, the addresses that it leads to, its work in the background."""

from publication.models.changes import SiteChange
from publication.models.documents import LibraryDocument
from publication.models.gone import GoneAddress
from publication.models.images import CreditedImage, CreditedRendition
from publication.models.jobs import Job, WorkerBeat
from publication.models.links import OutgoingLink
from publication.models.masthead import Masthead
from publication.models.missed import MissedAddress
from publication.models.purges import Purge

__all__ = [
    "CreditedImage",
    "CreditedRendition",
    "GoneAddress",
    "Job",
    "LibraryDocument",
    "Masthead",
    "MissedAddress",
    "OutgoingLink",
    "Purge",
    "SiteChange",
    "WorkerBeat",
]
