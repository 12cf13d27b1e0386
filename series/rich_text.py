"""What the editor of rich text can do here beyond Wagtail's own: languages of words, footnotes behind them.

A reader's voice, font and hyphenation follow the language of the words. Stored as `<span lang="ko">`, which is also
what publication/prose.py lets through.
"""

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler

LANGUAGES = (
    ("in-korean", "ko", "한", _("Korean: marks words on an English page as Korean")),
    ("in-english", "en", "En", _("English: marks words on a Korean page as English")),
)


@hooks.register("register_rich_text_features")
def register_languages(features):
    """The two inline styles, between Draftail's content and the stored markup."""
    for name, code, label, description in LANGUAGES:
        style = f"LANGUAGE_{code.upper()}"
        control = {"type": style, "label": label, "description": description}
        features.register_editor_plugin("draftail", name, draftail_features.InlineStyleFeature(control))
        features.register_converter_rule(
            "contentstate",
            name,
            {
                "from_database_format": {f'span[lang="{code}"]': InlineStyleElementHandler(style)},
                "to_database_format": {
                    "style_map": {style: {"element": "span", "props": {"lang": code}}},
                },
            },
        )


@hooks.register("register_rich_text_features", order=1)
def keep_words_under_footnotes(features):
    """The button of wagtail_footnotes, with a script of ours before its own; hence after its hook."""
    features.register_editor_plugin(
        "draftail",
        "footnotes",
        draftail_features.EntityFeature(
            {"type": "FOOTNOTES", "label": "Fn", "description": _("Footnotes")},
            js=["wagtailadmin/js/draftail.js", "js/admin/footnote-mark.js", "footnotes/js/footnotes.js"],
            css={"all": ["footnotes/css/footnotes-admin.css"]},
        ),
    )
