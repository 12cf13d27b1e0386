"""The desk's buttons on pages: in the header and in lists alike, for those who may use them."""

import pytest
from wagtail import hooks

from tests import factories

pytestmark = pytest.mark.django_db

ON_SERIES = {"Running order", "New from a manuscript", "Close the series", "Correct several parts"}
ON_PIECES = {"Running order", "Change part number", "Ask for clearance", "Download as Word"}


def in_header(page, user) -> set[str]:
    return labels("register_page_header_buttons", page, user, "edit")


def in_lists(page, user) -> set[str]:
    return labels("register_page_listing_more_buttons", page, user)


def labels(hook: str, page, user, *more) -> set[str]:
    found = (button for function in hooks.get_hooks(hook) for button in function(page, user, *more, None))
    return {str(button.label) for button in found} & (ON_SERIES | ON_PIECES)


@pytest.mark.parametrize("place", [in_header, in_lists])
def test_each_role_has_the_buttons_that_it_may_use(place):
    piece = factories.InstallmentFactory()
    managing = factories.UserFactory(role="Managing editors")
    contributor = factories.UserFactory(role="Contributors")
    assert (place(piece.series, managing), place(piece, managing)) == (ON_SERIES, ON_PIECES)
    assert (place(piece.series, contributor), place(piece, contributor)) == ({"New from a manuscript"}, set())


def test_a_change_of_number_leads_back_to_the_list():
    piece, managing = factories.InstallmentFactory(), factories.UserFactory(role="Managing editors")
    (address,) = (
        button.url
        for function in hooks.get_hooks("register_page_listing_more_buttons")
        for button in function(piece, managing, "/admin/installments/")
        if button.label == "Change part number"
    )
    assert address == f"/admin/part-number/{piece.pk}/?next=%2Fadmin%2Finstallments%2F"
