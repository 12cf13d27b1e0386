"""Every line of the table, for every role, by request and not by hidden button (case PRM-01)."""

import re
from copy import deepcopy

import pytest
from wagtail.models import ModelLogEntry

from tests.roles.table import DEEDS
from tests.roles.world import CONTRIBUTOR, ROLES, SECRET, make_world, snapshot

# What is printed at a field or above a form, and what Wagtail's bulk actions say; not words of the page's layout.
SAYS_NO = re.compile(
    r'class="[^"]*\b(?:error-message|help-critical|messages?-critical|w-field__errors|error)\b[^"]*"'
    r"|don(?:'|&#x27;)t have permission"
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(request, lasting):
    """The world of the role that is asked for; the tests of each role come together."""
    with lasting():
        yield make_world(request.param)


@pytest.mark.parametrize("built", ROLES, indirect=True)
@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_a_role_may_do_just_what_the_table_says(built, deed, client):
    world, role = deepcopy(built), built.actor.username
    address = deed.address(world)
    data = deed.data(client, world) if deed.data else None
    client.force_login(world.actor)
    before = snapshot()

    response = client.get(address) if data is None else client.post(address, data)
    after = snapshot()

    assert response.status_code < 500
    if role in deed.may:
        if data is None:
            assert response.status_code == 200
        else:
            assert response.status_code in (200, 302), response.status_code
            assert (after != before) == deed.leaves_a_trace
    else:
        refused = response.status_code in (403, 404, 302)
        assert refused or (data is not None and says_no(response)), response.status_code
        if deed.is_part_of_a_form:
            for rows in (before, after):
                rows.pop(ModelLogEntry._meta.db_table)
        assert after == before
    if role == CONTRIBUTOR:
        assert SECRET.encode() not in response.getvalue()


def says_no(response) -> bool:
    """A form that came back with an error, or a page that says that the action cannot be done."""
    return bool(SAYS_NO.search(response.content.decode()))
