"""The audit log: what it holds, who reads it, that nobody changes it, and how it forgets."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupPagePermission

from authors.models import AuditEntry
from authors.models.audit import RecordIsFinal
from tests import factories
from tests.authors.signing_in.people import PASSWORD, give_password, sign_in, somebody

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/sign-ins-and-changes/"


def lines(*kinds):
    """(what, who, about) of the log, oldest first."""
    found = AuditEntry.objects.filter(kind__in=kinds).order_by("pk")
    return list(found.values_list("kind", "who", "about"))


def test_signing_in_and_out_is_noted_with_the_network(client):
    somebody(second_factor=True)
    give_password(client, password="no")
    sign_in(client)
    client.post("/accounts/logout/")
    assert lines("sign_in_failed", "signed_in", "signed_out") == [
        ("sign_in_failed", "", "zora"), ("signed_in", "zora", "zora"), ("signed_out", "zora", "zora"),
    ]  # fmt: skip
    assert set(AuditEntry.objects.exclude(kind="account_made").values_list("address", flat=True)) <= {
        "127.0.0.1",
        "",
    }
    assert AuditEntry.objects.get(kind="signed_in").address == "127.0.0.1"


def test_half_a_sign_in_is_none(client):
    somebody(second_factor=True)
    give_password(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert lines("signed_in", "code_failed") == [("code_failed", "", "zora")]


def test_roles_and_accounts_are_noted_with_who_changed_them(client):
    somebody("boss")
    sora = factories.UserFactory(username="sora", role="Editors", email="sora@example.org")
    give_password(client, "boss")
    AuditEntry._base_manager.all().delete()
    client.post(
        f"/admin/users/edit/{sora.pk}/",
        {
            "username": "sora", "email": "new@example.org", "first_name": "Sora", "last_name": "Kim", "is_active": "on",
            "password1": PASSWORD, "password2": PASSWORD,
            "groups": [Group.objects.get(name="Managing editors").pk],
        },
    )  # fmt: skip
    found = AuditEntry.objects.order_by("kind").values_list("kind", "who", "about", "detail")
    assert list(found) == [
        ("account_changed", "boss", "sora", "email: sora@example.org → new@example.org"),
        ("password_changed", "boss", "sora", ""),
        ("role_given", "boss", "sora", "Managing editors"),
        ("role_taken", "boss", "sora", "Editors"),
    ]


def test_permissions_of_roles_are_noted():
    role = Group.objects.create(name="Readers")
    permission = Permission.objects.get(codename="add_user", content_type__app_label="authors")
    role.permissions.add(permission)
    place = GroupPagePermission.objects.create(
        group=role, page=factories.home(), permission=Permission.objects.get(codename="publish_page")
    )
    place.delete()
    role.permissions.clear()
    assert [(kind, about) for kind, _who, about in lines("permission_given", "permission_taken")] == [
        ("permission_given", "Readers"), ("permission_given", "Readers"),
        ("permission_taken", "Readers"), ("permission_taken", "Readers"),
    ]  # fmt: skip


def test_publishing_and_unpublishing_are_noted(client):
    user = somebody()
    page = factories.StandingPageFactory(title="About us", live=False)
    page.save_revision().publish(user=user)
    page.refresh_from_db()
    page.unpublish(user=user)
    about = f"About us ({page.pk})"
    assert lines("published", "unpublished") == [("published", "zora", about), ("unpublished", "zora", about)]


def test_a_slower_hash_at_sign_in_is_no_change_of_the_password(client, settings):
    user = somebody()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    AuditEntry._base_manager.all().delete()
    give_password(client)
    user.refresh_from_db()
    assert user.password.startswith("argon2$")
    assert lines("password_changed") == []


def test_nobody_changes_a_line():
    line = AuditEntry.objects.create(kind="signed_in", who="zora")
    for deed in (
        line.save,
        line.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(who=""),
    ):
        with pytest.raises(RecordIsFinal):
            deed()


def test_it_forgets_addresses_after_a_month_and_lines_after_a_year(capsys):
    now = timezone.now()
    for days in (5, 31, 401):
        AuditEntry.objects.create(
            kind="signed_in", who=f"{days} days", address="192.0.2.7", at=now - timedelta(days=days)
        )
    call_command("forget_audit")
    assert list(AuditEntry.objects.values_list("who", "address")) == [
        ("5 days", "192.0.2.7"),
        ("31 days", ""),
    ]
    assert "1 lines and 1 network addresses" in capsys.readouterr().out


def test_who_looks_after_accounts_reads_filters_and_downloads_it(client):
    somebody()
    AuditEntry.objects.create(kind="published", who="sora", about="=cmd()", detail="x")
    give_password(client)
    page = client.get(REPORT).content.decode()
    assert "signed in" in page
    assert "sora" in page
    page = client.get(f"{REPORT}results/?kind=published&who=so").content.decode()
    assert "sora" in page
    assert "signed in" not in page
    for kind in ("csv", "xlsx"):
        response = client.get(f"{REPORT}?export={kind}")
        assert response.status_code == 200
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert kind == "xlsx" or b"sora" in content
    assert f'"url": "{REPORT}"' in client.get("/admin/").content.decode()


@pytest.mark.parametrize("role", ["Contributors", "Editors"])
def test_others_do_not_see_it(client, role):
    client.force_login(factories.UserFactory(role=role))
    assert client.get(REPORT).status_code == 302
    assert REPORT not in client.get("/admin/").content.decode()


def test_rights_on_places_and_closed_accounts_are_noted_from_the_admin(client):
    somebody("root", role=None, is_superuser=True)
    sora = factories.UserFactory(username="sora")
    give_password(client, "root")
    role = Group.objects.create(name="Readers")
    data = {
        "name": "Readers", "page_permissions-TOTAL_FORMS": "1", "page_permissions-INITIAL_FORMS": "0",
        "page_permissions-0-page": str(factories.home().pk),
        "page_permissions-0-permissions": ["publish_page"],
    }  # fmt: skip
    for panel in ("collection", "image", "document"):
        data |= {f"{panel}_permissions-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    client.post(f"/admin/groups/edit/{role.pk}/", data)
    client.post(f"/admin/bulk/authors/user/set_active_state/?id={sora.pk}", {"mark_as_active": "False"})
    found = AuditEntry.objects.filter(kind__in=["permission_given", "account_changed"]).order_by("pk")
    assert list(found.values_list("who", "about", "detail")) == [
        ("root", "Readers", f"publish_page: {factories.home()}"),
        ("root", "sora", "is_active: True → False"),
    ]
