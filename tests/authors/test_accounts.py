"""Accounts: managing editors look after those that are not superusers."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from authors.models import User
from authors.wagtail_hooks import OwnAuthorPageItem
from tests import factories

pytestmark = pytest.mark.django_db

ADD = reverse("wagtailusers_users:add")


def edit(user):
    return reverse("wagtailusers_users:edit", args=[user.pk])


def fields(*roles, **changes):
    groups = [str(Group.objects.get(name=role).pk) for role in roles]
    return {
        "username": "sora", "email": "sora@example.org", "first_name": "Sora", "last_name": "Kim",
        "password1": "a river in the night 7", "password2": "a river in the night 7", "is_active": "on",
        "groups": groups, **changes,
    }  # fmt: skip


@pytest.fixture
def managing(client):
    user = factories.UserFactory(username="managing", role="Managing editors")
    client.force_login(user)
    return user


def test_a_managing_editor_makes_a_contributor_with_an_author_page(client, managing):
    author = factories.AuthorFactory(title="Sora Kim")
    client.post(ADD, fields("Contributors", author_page=author.pk))
    account = User.objects.get(username="sora")
    assert account.author_page == author
    assert [group.name for group in account.groups.all()] == ["Contributors"]


def test_a_managing_editor_makes_no_superuser(client, managing):
    client.post(ADD, fields("Editors", is_superuser="on"))
    assert User.objects.get(username="sora").is_superuser is False


def test_a_managing_editor_raises_nobody_to_superuser(client, managing):
    account = factories.UserFactory(username="sora", role="Editors")
    client.post(edit(account), fields("Editors", is_superuser="on", first_name="Raised"))
    account.refresh_from_db()
    assert (account.first_name, account.is_superuser) == ("Raised", False)
    client.post(edit(managing), fields("Managing editors", username="managing", is_superuser="on"))
    managing.refresh_from_db()
    assert managing.is_superuser is False


@pytest.mark.parametrize("view", ["edit", "delete", "history"])
def test_a_superusers_account_is_closed_to_managing_editors(client, managing, view):
    root = factories.UserFactory(username="root", is_superuser=True, email="root@example.org")
    address = reverse(f"wagtailusers_users:{view}", args=[root.pk])
    assert client.get(address).status_code == 302
    assert client.post(address, fields("Contributors", username="taken")).status_code in (302, 405)
    root.refresh_from_db()
    assert (root.username, root.is_superuser, root.is_active) == ("root", True, True)


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("delete", {}),
        ("set_active_state", {"mark_as_active": "False"}),
        ("assign_role", {"role": "contributors"}),
    ],
)
def test_no_bulk_action_reaches_a_superuser(client, managing, action, data):
    root = factories.UserFactory(username="root", is_superuser=True)
    if data.get("role"):
        data = {"role": Group.objects.get(name="Contributors").pk}
    address = reverse("wagtail_bulk_action", args=["authors", "user", action]) + f"?id={root.pk}"
    client.post(address, data)
    root.refresh_from_db()
    assert root.is_active
    assert not root.groups.exists()


def test_a_managing_editor_gives_no_group_that_is_not_a_role_and_takes_none_away(client, managing):
    secret = Group.objects.create(name="Operators")
    account = factories.UserFactory(username="sora", role="Editors")
    client.post(edit(account), fields("Editors", groups=[str(secret.pk)]))
    assert [group.name for group in account.groups.all()] == ["Editors"]
    account.groups.add(secret)
    client.post(edit(account), fields("Contributors"))
    assert {group.name for group in account.groups.all()} == {"Contributors", "Operators"}


@pytest.mark.parametrize("role", ["Contributors", "Editors"])
def test_others_see_no_accounts(client, role):
    client.force_login(factories.UserFactory(role=role))
    assert client.get(reverse("wagtailusers_users:index")).status_code == 302
    assert client.get(ADD).status_code == 302


def test_two_contributors_who_open_the_admin_at_once_are_led_each_to_their_own_page(rf):
    """The menu of a process is one. What it is told for one person must not stay for whoever comes between."""
    item = OwnAuthorPageItem()

    def led_to(author) -> str:
        request = rf.get("/admin/")
        request.user = factories.UserFactory(author_page=author)
        return item.render_component(request).url

    first, second = factories.AuthorFactory(), factories.AuthorFactory()
    assert [led_to(first), led_to(second)] == [
        reverse("wagtailadmin_pages:edit", args=[author.pk]) for author in (first, second)
    ]
    assert item.url == ""
