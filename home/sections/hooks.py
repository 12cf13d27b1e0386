"""The admin's side of the front page and of standing pages."""

from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets.pages import PageViewSet

from home.models import HomePage, StandingPage
from home.sections.left_out import left_out
from publication.edit_view import CarefulEditView


class HomeViewSet(PageViewSet):
    """The front pages."""

    model = HomePage
    icon = "home"
    edit_view_class = CarefulEditView


class StandingViewSet(PageViewSet):
    """The standing pages."""

    model = StandingPage
    icon = "doc-full-inverse"
    edit_view_class = CarefulEditView


@hooks.register("register_admin_viewset")
def register_page_viewsets():
    return [HomeViewSet(), StandingViewSet()]


@hooks.register("after_publish_page")
def tell_what_is_left_out(request, page):
    """The form is closed by then, and its warning with it."""
    if page.specific_class is not HomePage:
        return
    hidden = left_out(page.specific)
    if hidden:
        words = ngettext(
            "Readers do not see one of your choices: %(names)s.",
            "Readers do not see %(count)d of your choices: %(names)s.",
            len(hidden),
        )
        names = ", ".join(f"“{choice.name}” ({choice.reason})" for choice in hidden)
        messages.warning(request, words % {"count": len(hidden), "names": names})
