"""Reads a WordPress export (WXR 1.0 to 1.2): a streamed file becomes typed posts, their bodies manuscripts.

Knows nothing of Wagtail. Raises UnreadableManuscript and nothing else, fetches nothing, and keeps nobody's password,
e-mail or IP address.
"""

from series.manuscripts.wordpress.export import Export, open_export
from series.manuscripts.wordpress.records import Attachment, Place, Post, Skipped, State
from series.manuscripts.wordpress.stream import ExportBounds

__all__ = ["Attachment", "Export", "ExportBounds", "Place", "Post", "Skipped", "State", "open_export"]
