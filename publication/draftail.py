"""The editor of rich text, which opens whatever is stored: markup that came around it is made clean first.

Stock Draftail answers 500 when the stored markup holds an element it cannot place, a form field for example.
"""

import re

from wagtail.admin.rich_text import DraftailRichTextArea

from publication.prose import sanitise

# Draftail's items stand in one row, so two lists of one kind side by side are one. Its converter breaks a list in two
# after an inner list of the other kind, and the second half would count from 1 again.
SPLIT_LIST = re.compile(r"</(ol|ul)><\1>")


class CleanDraftail(DraftailRichTextArea):
    """Draftail over sanitised markup, both ways: what a crafted post sends is not stored either."""

    def format_value(self, value):
        return super().format_value(sanitise(value) if isinstance(value, str) else value)

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return SPLIT_LIST.sub("", sanitise(value)) if isinstance(value, str) else value
