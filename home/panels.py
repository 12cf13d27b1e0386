"""The forms of the home page and of standing pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface, TitleFieldPanel
from wagtail.models import Page

from home.sections.panel import LeftOutPanel

PROMOTE = ObjectList(Page.promote_panels, heading=_("Address and sharing"))
SETTINGS = ObjectList(Page.settings_panels, heading=_("Schedule and comments"))

HOME = TabbedInterface(
    [
        ObjectList(
            [TitleFieldPanel("title"), LeftOutPanel(), FieldPanel("sections")], heading=_("Front page")
        ),
        PROMOTE,
        SETTINGS,
    ]
)

STANDING = TabbedInterface(
    [
        ObjectList(
            [TitleFieldPanel("title"), FieldPanel("standfirst"), FieldPanel("body")], heading=_("Text")
        ),
        PROMOTE,
        SETTINGS,
    ]
)
