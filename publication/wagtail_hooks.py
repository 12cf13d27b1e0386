"""The admin's side of the publication: spans in another language for rich text."""

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler

# Feature, language tag, what the toolbar's button shows and says.
LANGUAGES = [
    ("in-korean", "ko", "한", _("In Korean")),
    ("in-english", "en", "En", _("In English")),
]


@hooks.register("register_rich_text_features")
def register_languages(features):
    """Let an editor mark words that are in another language than the text, for hyphenation and screen readers."""
    for feature, language, label, description in LANGUAGES:
        style = feature.upper()
        features.register_editor_plugin(
            "draftail",
            feature,
            draftail.InlineStyleFeature(
                {
                    "type": style,
                    "label": label,
                    "description": description,
                    "style": {"borderBottom": "1px dotted currentColor"},
                }
            ),
        )
        features.register_converter_rule(
            "contentstate",
            feature,
            {
                "from_database_format": {f'span[lang="{language}"]': InlineStyleElementHandler(style)},
                "to_database_format": {
                    "style_map": {style: {"element": "span", "props": {"lang": language}}}
                },
            },
        )
