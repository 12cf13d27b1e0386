"""The forms of authors' pages, in the order in which an editor works."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

PROMOTE = ObjectList(Page.promote_panels, heading=_("Address and sharing"))
SETTINGS = ObjectList(Page.settings_panels, heading=_("Schedule and comments"))

AUTHOR_INDEX = TabbedInterface(
    [
        ObjectList([TitleFieldPanel("title"), FieldPanel("introduction")], heading=_("Text")),
        PROMOTE,
        SETTINGS,
    ]
)

AUTHOR = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("kind"),
                TitleFieldPanel(
                    "title",
                    placeholder=_("Name as displayed"),
                    heading=_("Name as displayed"),
                    help_text=_("In the person’s own order: “Choe Won-gi”, “Zora Whitlock”."),
                ),
                FieldRowPanel(
                    [FieldPanel("family_name"), FieldPanel("given_name")], heading=_("For citations")
                ),
                FieldRowPanel(
                    [FieldPanel("native_name"), FieldPanel("native_language")], heading=_("In another script")
                ),
                FieldPanel("latin_name"),
            ],
            heading=_("Name"),
        ),
        ObjectList(
            [
                FieldRowPanel(
                    [FieldPanel("position"), FieldPanel("organisation")],
                    heading=_("Affiliation"),
                    help_text=_(
                        "An organisation that has a page here, named as it is there, lists this person among its people."
                    ),
                ),
                FieldPanel("photo"),
                FieldPanel("biography", help_text=_("Two to five sentences, in the third person.")),
                FieldRowPanel(
                    [
                        FieldPanel("orcid", help_text=_("Of a person, like 0000-0002-1825-0097.")),
                        FieldPanel("ror", help_text=_("Of an organisation, like 05dxps055.")),
                    ],
                    heading=_("Identifiers"),
                ),
                InlinePanel(
                    "links",
                    label=_("link"),
                    heading=_("Links"),
                    help_text=_("Pages elsewhere that belong to the author."),
                    panels=[FieldRowPanel([FieldPanel("label"), FieldPanel("address")])],
                ),
            ],
            heading=_("Profile"),
        ),
        PROMOTE,
        SETTINGS,
    ]
)
