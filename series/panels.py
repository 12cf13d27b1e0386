"""The forms of series and installments, in the order in which an editor works."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

from series.desk.place_panel import PlacePanel

PROMOTE = ObjectList(Page.promote_panels, heading=_("Address and sharing"))
SETTINGS = ObjectList(Page.settings_panels, heading=_("Schedule and comments"))

SERIES_INDEX = TabbedInterface(
    [
        ObjectList([TitleFieldPanel("title"), FieldPanel("introduction")], heading=_("Text")),
        PROMOTE,
        SETTINGS,
    ]
)

SERIES = TabbedInterface(
    [
        ObjectList(
            [
                TitleFieldPanel(
                    "title", help_text=_("As it is cited: “Prospects of ASEAN–Korea relations”.")
                ),
                FieldPanel("subtitle"),
                FieldPanel("standfirst"),
                FieldPanel("introduction"),
                FieldPanel("image"),
                MultipleChooserPanel(
                    "editors",
                    chooser_field_name="author",
                    label=_("editor"),
                    heading=_("Edited by"),
                    help_text=_("People or organisations, in the order in which they are named."),
                    panels=[FieldPanel("author")],
                ),
            ],
            heading=_("Series"),
        ),
        ObjectList(
            [
                FieldPanel(
                    "form",
                    help_text=_(
                        "A numbered series tells readers “Part 3”. A column lists the newest piece first."
                    ),
                ),
                FieldPanel("status", help_text=_("“Complete” lets the last part say that it is the last.")),
                FieldPanel("planned_parts"),
                FieldPanel("untranslated_parts"),
                MultiFieldPanel(
                    [
                        FieldRowPanel(
                            [
                                FieldPanel("rhythm_days"),
                                FieldPanel("rhythm_weekday"),
                                FieldPanel("rhythm_hour"),
                            ]
                        )
                    ],
                    heading=_("Rhythm"),
                    help_text=_(
                        "When parts usually appear. Only a help for planning; nothing is published by it."
                    ),
                ),
            ],
            heading=_("Plan"),
        ),
        ObjectList(
            [
                FieldPanel("cloth"),
                FieldPanel("citation_kind", help_text=_("How reference managers file the pieces.")),
                FieldPanel("licence", help_text=_("Holds for every piece that names no licence of its own.")),
            ],
            heading=_("Cloth, citation and licence"),
        ),
        PROMOTE,
        SETTINGS,
    ]
)

INSTALLMENT = TabbedInterface(
    [
        ObjectList(
            [
                PlacePanel(),
                TitleFieldPanel(
                    "title", placeholder=_("Title"), help_text=_("Short; the subtitle can explain.")
                ),
                FieldPanel("subtitle"),
                FieldPanel("standfirst"),
                FieldPanel("editors_note"),
                FieldPanel("body"),
                InlinePanel(
                    "footnotes",
                    label=_("footnote"),
                    heading=_("Footnotes"),
                    help_text=_(
                        "Select the word before the mark and choose “Fn” in the toolbar, or type “/” and choose “Footnotes”. "
                        "Readers see numbers in the order of the marks; a note without a mark is not shown."
                    ),
                ),
            ],
            heading=_("Text"),
        ),
        ObjectList(
            [
                MultipleChooserPanel(
                    "bylines",
                    chooser_field_name="author",
                    label=_("byline"),
                    heading=_("Bylines"),
                    help_text=_("Who is credited, in the order in which they are printed."),
                    panels=[
                        FieldRowPanel([FieldPanel("author"), FieldPanel("role")]),
                        FieldPanel("name"),
                        FieldRowPanel([FieldPanel("position"), FieldPanel("organisation")]),
                    ],
                ),
                MultipleChooserPanel(
                    "topic_rows",
                    chooser_field_name="topic",
                    label=_("topic"),
                    heading=_("Topics"),
                    help_text=_("Three or four are enough. The first is the main one."),
                    panels=[FieldPanel("topic")],
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("image"),
                        FieldPanel("image_alt"),
                        FieldPanel("image_is_decorative"),
                        FieldPanel("image_caption"),
                    ],
                    heading=_("Image"),
                    help_text=_(
                        "Stands above the text, in lists and in link previews. Its credit is the image’s own."
                    ),
                ),
            ],
            heading=_("Credits and topics"),
        ),
        ObjectList(
            [
                FieldPanel("disclosure"),
                MultiFieldPanel(
                    [
                        FieldRowPanel(
                            [FieldPanel("first_published_outlet"), FieldPanel("first_published_on")]
                        ),
                        FieldPanel("first_published_address"),
                        FieldPanel("first_published_permission"),
                        FieldPanel("canonical"),
                    ],
                    heading=_("First published in"),
                    help_text=_("Only for a piece that appeared elsewhere before."),
                ),
                FieldRowPanel(
                    [FieldPanel("licence"), FieldPanel("doi")], heading=_("Licence and identifier")
                ),
                InlinePanel(
                    "corrections",
                    label=_("correction"),
                    heading=_("Corrections"),
                    help_text=_("Printed under the piece and listed for the whole site. Newest last."),
                    panels=[
                        FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
                        FieldPanel("text"),
                        FieldPanel("is_mailed"),
                    ],
                ),
                FieldPanel("shows_versions"),
            ],
            heading=_("Trust"),
        ),
        PROMOTE,
        SETTINGS,
    ]
)

PLANNED_PART = ObjectList(
    [
        FieldRowPanel([FieldPanel("series"), FieldPanel("part_number")], heading=_("Place")),
        MultiFieldPanel(
            [FieldPanel("working_title"), FieldPanel("working_title_ko")], heading=_("Working title")
        ),
        FieldRowPanel([FieldPanel("author"), FieldPanel("author_name")], heading=_("Author")),
        MultiFieldPanel(
            [
                FieldPanel("announced"),
                FieldPanel("expected_on"),
                FieldPanel("standfirst"),
                FieldPanel("standfirst_ko"),
                FieldPanel("topics"),
            ],
            heading=_("What readers are told"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("state"), FieldPanel("handling_editor")]),
                FieldRowPanel([FieldPanel("due_on"), FieldPanel("words")]),
                FieldPanel("first_expected_on"),
                FieldPanel("brief"),
            ],
            heading=_("For editors only"),
        ),
    ]
)

TOPIC = ObjectList(
    [
        HelpPanel(_("One topic serves both languages. Look first whether it is there under another name.")),
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_ko")], heading=_("Name")),
        InlinePanel(
            "alternative_names",
            label=_("alternative name"),
            heading=_("Also known as"),
            help_text=_(
                "Found by search and by the topic field: abbreviations, former names, other spellings."
            ),
            panels=[FieldPanel("name")],
        ),
        FieldPanel("broader", help_text=_("The subject that this one is part of, if there is one.")),
        MultiFieldPanel([FieldPanel("description"), FieldPanel("description_ko")], heading=_("Description")),
        FieldPanel("slug"),
    ]
)
