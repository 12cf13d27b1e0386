"""Invitations by mail: who invites whom to what, the link, and the account that comes of it."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.utils import timezone

from authors.invitations import inviting
from authors.invitations.rights import may_give
from authors.models import AuditEntry, Invitation, User
from tests import factories
from tests.authors.signing_in.people import PASSWORD, give_password, somebody

pytestmark = pytest.mark.django_db

INVITATIONS = "/admin/invitations/"
ANSWER = {"first_name": "Min-ji", "last_name": "Park", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def boss(client):
    user = somebody("boss")
    client.force_login(user)
    return user


def invite(client, email="minji.park@example.org", role="Editors", language="en"):
    group = Group.objects.get(name=role)
    return client.post(
        INVITATIONS, {"action": "invite", "email": email, "role": group.pk, "language": language}
    )


def link(letter=-1) -> str:
    return re.search(r"https?://[^/]+(/\S+/invitation/\S+)", mail.outbox[letter].body)[1]


def test_an_invitation_becomes_an_account(client, boss):
    assert invite(client).status_code == 302
    letter = mail.outbox[-1]
    assert letter.to == ["minji.park@example.org"]
    assert letter.reply_to == ["boss@example.org"]
    assert "boss invites you" in letter.body
    client.logout()
    page = client.get(link()).content.decode()
    assert "minji.park@example.org" in page
    assert "at least 12 characters" in page
    assert client.post(link(), ANSWER).url == "/accounts/login/"
    account = User.objects.get(email="minji.park@example.org")
    assert (account.username, account.get_full_name()) == ("minji-park", "Min-ji Park")
    assert [role.name for role in account.groups.all()] == ["Editors"]
    assert "_auth_user_id" not in client.session
    give_password(client, "minji.park@example.org")
    assert client.get("/admin/").status_code == 200
    assert AuditEntry.objects.get(kind="invited").who == "boss"
    assert AuditEntry.objects.get(kind="invitation_accepted").about == "minji-park"


def test_looking_changes_nothing(client, boss):
    invite(client)
    client.logout()
    for method in (client.get, client.head, client.get):
        assert method(link()).status_code == 200
    assert Invitation.objects.get().state == "open"
    assert client.put(link()).status_code == 405


def test_a_korean_letter_leads_to_a_korean_page(client, boss):
    invite(client, language="ko")
    assert link().startswith("/ko/accounts/invitation/")
    assert "초대합니다" in mail.outbox[-1].subject
    client.logout()
    assert "비밀번호" in client.get(link()).content.decode()


@pytest.mark.parametrize(("role", "says"), [("Editors", False), ("Managing editors", True)])
def test_a_letter_for_a_role_that_publishes_says_to_have_the_telephone_at_hand(boss, settings, role, says):
    settings.TWO_FACTOR = "required"
    inviting.post(*inviting.invite("one@example.org", Group.objects.get(name=role), "en", boss))
    assert ("telephone" in mail.outbox[-1].body) == says


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"used_at": timezone.now()}, "accepted already"),
        ({"withdrawn_at": timezone.now()}, "was withdrawn"),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "has expired"),
    ],
)
def test_a_link_that_does_not_work_says_why(client, boss, changes, says):
    invite(client)
    Invitation.objects.update(**changes)
    client.logout()
    for response in (client.get(link()), client.post(link(), ANSWER)):
        assert response.status_code == 410
        assert says in response.content.decode()
    assert not User.objects.filter(email="minji.park@example.org").exists()


def test_a_link_works_once(client, boss):
    invite(client)
    client.logout()
    client.post(link(), ANSWER)
    assert client.post(link(), ANSWER | {"first_name": "Other"}).status_code == 410
    assert User.objects.filter(email="minji.park@example.org").count() == 1


@pytest.mark.parametrize("token", ["x", "x.y", "가", "a" * 500])
def test_a_made_up_link_asks_the_database_nothing(client, token):
    assert client.get(f"/accounts/invitation/{token}/").status_code == 410


def test_who_lost_the_right_to_invite_has_nothing_to_give(client, boss):
    invite(client)
    boss.groups.clear()
    client.logout()
    assert client.post(link(), ANSWER).status_code == 410
    assert not User.objects.filter(email="minji.park@example.org").exists()


def test_a_newer_letter_closes_the_older(client, boss):
    invite(client)
    client.post(INVITATIONS, {"action": f"again:{Invitation.objects.get().pk}"})
    client.logout()
    assert "newer one was sent" in client.get(link(0)).content.decode()
    assert client.get(link(1)).status_code == 200


def test_a_withdrawn_one_works_again_once_it_is_sent_again(client, boss):
    invite(client)
    key = Invitation.objects.get().pk
    client.post(INVITATIONS, {"action": f"withdraw:{key}"})
    assert Invitation.objects.get().state == "withdrawn"
    client.post(INVITATIONS, {"action": f"again:{key}"})
    assert Invitation.objects.get().state == "open"


def test_nobody_gives_more_than_they_have(client):
    limited = somebody("limited", role="Editors")
    permission = {"content_type__app_label": "authors", "codename": "add_user"}
    limited.user_permissions.add(Permission.objects.get(**permission))
    client.force_login(limited)
    page = client.get(INVITATIONS).content.decode()
    assert ">Editors</option>" in page
    assert ">Managing editors</option>" not in page
    invite(client, role="Managing editors")
    assert not Invitation.objects.exists()
    theirs = Invitation.objects.create(
        email="a@example.org", role=Group.objects.get(name="Managing editors"), token_hash="x",
        expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    for action in ("again", "withdraw"):
        assert client.post(INVITATIONS, {"action": f"{action}:{theirs.pk}"}).status_code == 302
    theirs.refresh_from_db()
    assert (theirs.state, theirs.token_hash) == ("open", "x")


def test_managing_editors_give_the_three_roles_and_superusers_all():
    boss, root = somebody("boss"), somebody("root", role=None, is_superuser=True)
    operators = Group.objects.create(name="Operators")
    roles = list(Group.objects.filter(name__in=["Contributors", "Editors", "Managing editors"]))
    assert all(may_give(boss, role) and may_give(root, role) for role in roles)
    assert (may_give(boss, operators), may_give(root, operators)) == (False, True)


def test_who_has_an_account_or_an_invitation_is_not_invited_again(client, boss):
    factories.UserFactory(username="sora", email="Sora@example.org")
    assert "There is an account" in invite(client, "sora@example.org").content.decode()
    invite(client)
    assert "invited already" in invite(client).content.decode()
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "123456789012", "minji.park@example.org"])
def test_a_weak_password_is_refused_and_nothing_is_lost(client, boss, password):
    invite(client)
    client.logout()
    response = client.post(link(), ANSWER | {"password1": password, "password2": password})
    assert response.status_code == 422
    assert 'value="Min-ji"' in response.content.decode()
    assert Invitation.objects.get().state == "open"


@pytest.mark.parametrize("role", ["Contributors", "Editors"])
def test_others_invite_nobody(client, role):
    client.force_login(factories.UserFactory(role=role))
    assert client.get(INVITATIONS).status_code == 302
    assert invite(client).status_code == 302
    assert not Invitation.objects.exists()
    assert INVITATIONS not in client.get("/admin/").content.decode()
