"""Choosing authors while a piece is written, and making one that is missing."""

import pytest
from django.urls import reverse
from wagtail.models import Revision

from authors.models import AuthorPage
from tests import factories

pytestmark = pytest.mark.django_db

CHOOSE, RESULTS, CREATE = (
    reverse(f"author_chooser:{view}") for view in ("choose", "choose_results", "create")
)
NEW = {
    "title": "Sora Kim", "kind": "person", "family_name": "Kim", "given_name": "Sora", "native_name": "김소라",
    "position": "", "organisation": "", "language": "en",
}  # fmt: skip


@pytest.fixture
def editor(client):
    user = factories.UserFactory(role="Editors")
    client.force_login(user)
    return user


@pytest.mark.parametrize("typed", ["choe", "Won-gi Choe", "최원", "won"])
def test_an_author_is_found_by_any_name_as_one_types(client, editor, typed):
    factories.AuthorFactory(
        title="Choe Won-gi", family_name="Choe", given_name="Won-gi", native_name="최원기"
    )
    factories.AuthorFactory(title="Zora Whitlock")
    page = client.get(RESULTS, {"q": typed}).content.decode()
    assert "Choe Won-gi" in page
    assert "Zora Whitlock" not in page


@pytest.mark.parametrize("typed", ['"', "\x00", "%", "(", "' OR 1=1"])
def test_odd_words_find_nobody_and_break_nothing(client, editor, typed):
    assert client.get(RESULTS, {"q": typed}).status_code == 200


def test_drafts_are_offered_and_marked_and_merged_profiles_are_not(client, editor):
    zora = factories.AuthorFactory(title="Zora Whitlock")
    factories.AuthorFactory(title="Min-ji Park", live=False)
    factories.AuthorFactory(title="Zed Whitlock", merged_into=zora)
    page = client.get(CHOOSE).json()["html"]
    assert "Min-ji Park (draft)" in page
    assert "Zora Whitlock" in page
    assert "Zed Whitlock" not in page


def test_an_editor_makes_a_draft_below_the_list_of_the_language(client, editor):
    answer = client.post(CREATE, NEW | {"language": "ko"}).json()
    author = AuthorPage.objects.get(title="Sora Kim")
    assert answer["result"]["id"] == str(author.pk)
    assert answer["result"]["title"] == "Sora Kim (draft)"
    assert (author.live, author.owner, author.locale.language_code) == (False, editor, "ko")
    assert author.get_parent().specific == factories.author_index("ko")
    assert Revision.objects.for_instance(author).count() == 1


def test_the_language_of_a_new_author_is_that_of_the_piece(client, editor):
    series = factories.SeriesFactory(parent=factories.series_index("ko"))
    form = reverse("wagtailadmin_pages:add", args=["series", "installmentpage", series.pk])
    page = client.get(CHOOSE, headers={"referer": f"http://testserver{form}"}).json()["html"]
    assert '<option value="ko" selected>' in page


def test_a_name_that_is_there_is_not_made_twice_unless_another_person_is_meant(client, editor):
    factories.AuthorFactory(title="So-ra Kim")
    answer = client.post(CREATE, NEW).json()
    assert answer["step"] == "reshow_creation_form"
    assert "is there already" in answer["htmlFragment"]
    client.post(CREATE, NEW | {"another": "on"})
    assert AuthorPage.objects.filter(title="Sora Kim").count() == 1


def test_a_contributor_chooses_but_makes_none(client):
    client.force_login(factories.UserFactory(role="Contributors"))
    factories.AuthorFactory(title="Zora Whitlock")
    page = client.get(CHOOSE).json()["html"]
    assert "Zora Whitlock" in page
    assert "creation-form" not in page
    assert client.get(CREATE).status_code == 302
    assert client.post(CREATE, NEW).status_code == 302
    assert not AuthorPage.objects.filter(title="Sora Kim").exists()


def test_several_are_chosen_at_once(client, editor):
    pages = [factories.AuthorFactory(title=title) for title in ("Bora Lee", "Ari Song")]
    address = reverse("author_chooser:chosen_multiple") + "?" + "&".join(f"id={page.pk}" for page in pages)
    names = [each["title"] for each in client.get(address).json()["result"]]
    assert names == ["Ari Song", "Bora Lee"]
