"""Marks the inline scripts that we trust, those of installed templates, so that they alone get the nonce of an answer.

The mark is written into the source of a template before it is compiled. What a template is filled with, an editor's
words among it, never passes here: a script that came in through content has no nonce and does not run. The mark is a
secret of the process, and middleware.py puts the nonce of the answer in its place (docs/decisions/036).
"""

import re
import secrets

from django.template.loaders import app_directories, filesystem
from django.utils.safestring import mark_safe

LENGTH = 16  # bytes, of the mark and of every nonce
MARK = secrets.token_urlsafe(LENGTH)

# Between `<script` and its attributes. Those that are loaded have an address, and those with data run nothing.
INLINE = re.compile(
    r"<script(?![^>]{0,500}\b(?:src|nonce)=)(?![^>]{0,500}\btype=[\"'][^\"']{0,60}json)(?=[\s>])"
)


def marked(source: str) -> str:
    """The source of a template with a mark at each inline script that it brings."""
    return INLINE.sub(f'<script nonce="{MARK}"', source) if "<script" in source else source


class FolderLoader(filesystem.Loader):
    """Templates of the project's folder, marked."""

    def get_contents(self, origin):
        return marked(super().get_contents(origin))


class AppLoader(app_directories.Loader):
    """Templates of installed applications, marked."""

    def get_contents(self, origin):
        return marked(super().get_contents(origin))


def mark_choosers() -> None:
    """Let Wagtail's choosers write their script with the mark: it stands in Python, in no template."""
    from wagtail.admin.widgets import BaseChooser

    BaseChooser.render = _render_chooser


def _render_chooser(self, name, value, attrs=None, renderer=None):
    """As BaseChooser.render of Wagtail 8 does it. JSON may write `<` as it likes, and in a script it must not."""
    value_data = self.get_value_data(value)
    script = self.render_js_init(attrs["id"], name, value_data).replace("</", "<\\/")
    html = self.render_html(name, value_data, attrs)
    return mark_safe(f'{html}<script nonce="{MARK}">{script}</script>')  # noqa: S308 - as in Wagtail
