"""Series, installments, topics and what belongs to them."""

from series.models.bylines import Byline
from series.models.checklist import ChecklistSettings
from series.models.clearance import ClearanceComment, ClearanceRequest
from series.models.corrections import Correction
from series.models.editions import ChangedThing, Edition
from series.models.feeds import FeedState
from series.models.followers import Follow, Follower
from series.models.imports import ImportedPost, ImportRecord
from series.models.installment import InstallmentPage, InstallmentTopic
from series.models.links import LinkUse
from series.models.mailing import Letter, Mailing, MailSettings
from series.models.manuscripts import ManuscriptFile, ManuscriptUpload
from series.models.planned import PlannedPart
from series.models.series import SeriesEditor, SeriesIndexPage, SeriesPage
from series.models.set_apart import SetApart
from series.models.topics import AlternativeName, Topic, TopicKey

__all__ = [
    "AlternativeName",
    "Byline",
    "ChangedThing",
    "ChecklistSettings",
    "ClearanceComment",
    "ClearanceRequest",
    "Correction",
    "Edition",
    "FeedState",
    "Follow",
    "Follower",
    "ImportRecord",
    "ImportedPost",
    "InstallmentPage",
    "InstallmentTopic",
    "Letter",
    "LinkUse",
    "MailSettings",
    "Mailing",
    "ManuscriptFile",
    "ManuscriptUpload",
    "PlannedPart",
    "SeriesEditor",
    "SeriesIndexPage",
    "SeriesPage",
    "SetApart",
    "Topic",
    "TopicKey",
]
