"""The editor of rich text, which opens whatever is stored: markup that came around it is made clean first.

Stock Draftail answers 500 when the stored markup holds an element it cannot place, a form field for example. It also
reads all texts of a process with one parser, which keeps its place between calls: of two forms that were opened at once
one had the other's words in it, or an error (https://github.com/wagtail/wagtail/issues/14573, not in Wagtail 8.0.1).
"""

import re
from copy import copy

from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from publication.prose import sanitise

# Draftail's items stand in one row, so two lists of one kind side by side are one. Its converter breaks a list in two
# after an inner list of the other kind, and the second half would count from 1 again.
SPLIT_LIST = re.compile(r"</(ol|ul)><\1>")


class CleanDraftail(DraftailRichTextArea):
    """Draftail over sanitised markup, both ways: what a crafted post sends is not stored either."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.converter = ConverterForThreads(self.features)

    def format_value(self, value):
        return super().format_value(sanitise(value) if isinstance(value, str) else value)

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return SPLIT_LIST.sub("", sanitise(value)) if isinstance(value, str) else value


class ConverterForThreads(ContentstateConverter):
    """Reads each text with a parser of its own. The rules, which keep nothing, are shared."""

    def from_database_format(self, html: str) -> str:
        """The text as Draftail takes it (JSON), whatever else is read meanwhile."""
        own = copy(self)
        own.html_to_contentstate_handler = copy(self.html_to_contentstate_handler)
        return ContentstateConverter.from_database_format(own, html)
