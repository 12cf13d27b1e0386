"""What an author answers: comments beside the text for editors, an approval of exactly this text."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Comment, PageLogEntry

from series.clearance.requests import revoke
from series.clearance.text_hash import text_hash
from series.models import ClearanceComment, ClearanceRequest, InstallmentPage
from tests import factories
from tests.roles.world import form_of


def block_ids(piece):
    return [block["id"] for block in InstallmentPage.objects.get(pk=piece.pk).body.raw_data]


def test_an_approval_is_kept_with_name_time_and_hash(ask, answer, piece):
    request, address = ask()
    response = answer(request, address, "approve", name="Dr Zora Whitlock")
    request.refresh_from_db()
    assert response.status_code == 303
    assert response.headers["Location"] == f"{address}#clearance"
    assert request.approved_name == "Dr Zora Whitlock"
    assert request.approved_at is not None
    assert request.approved_hash == text_hash(piece.get_latest_revision().content)
    entry = PageLogEntry.objects.get(action="series.clearance.approve")
    assert entry.data == {"name": "Dr Zora Whitlock", "hash": request.approved_hash}


def test_a_second_approval_changes_nothing(ask, answer):
    request, address = ask()
    answer(request, address, "approve", name="First")
    answer(request, address, "approve", name="Second")
    request.refresh_from_db()
    assert request.approved_name == "First"
    assert PageLogEntry.objects.filter(action="series.clearance.approve").count() == 1


def test_an_approval_needs_a_name_and_loses_no_comment(ask, answer):
    request, address = ask()
    response = answer(request, address, "approve", name=" ", **{"comment-general": "Fine but for the title."})
    request.refresh_from_db()
    assert response.status_code == 422
    assert "Fine but for the title." in response.content.decode()
    assert request.approved_at is None
    assert not ClearanceComment.objects.exists()


@pytest.mark.parametrize("action", ["comment", "", "APPROVE", "save"])
def test_nothing_but_its_own_button_approves(ask, answer, action):
    request, address = ask()
    answer(request, address, action, **{"comment-general": "A word."})
    request.refresh_from_db()
    assert request.approved_at is None


@pytest.mark.parametrize(
    ("headers", "values"),
    [
        ({}, {"key": ""}),
        ({}, {"key": "made-up"}),
        ({"Origin": "https://elsewhere.example"}, {}),
        ({"Sec-Fetch-Site": "cross-site"}, {}),
        ({"Sec-Fetch-Site": "same-site", "Origin": "null"}, {}),
    ],
)
def test_an_answer_from_elsewhere_is_refused_and_what_was_typed_is_shown_again(ask, answer, headers, values):
    request, address = ask()
    response = answer(request, address, "approve", headers, **{"comment-general": "A word."} | values)
    request.refresh_from_db()
    assert response.status_code == 403
    assert "A word." in response.content.decode()
    assert request.approved_at is None
    assert not Comment.objects.exists()


def test_the_key_of_another_page_is_refused(ask, answer, piece, editor):
    other, _ = ask(name="Abel", email="abel@example.org", author_id=None)
    request, address = ask()
    assert answer(other, address, "approve").status_code == 403


def test_comments_stand_on_their_blocks_with_the_authors_name(ask, answer, piece):
    request, address = ask()
    first, second = block_ids(piece)
    answer(
        request,
        address,
        **{
            f"comment-body.{second}": "Somebody did.",
            "comment-standfirst": "The city pays.",
            "comment-title": "Which gauge?",
            "comment-general": "Thank you.",
        },
    )
    assert set(Comment.objects.values_list("contentpath", "text")) == {
        (f"body.{second}", "Zora Whitlock: Somebody did."),
        ("standfirst", "Zora Whitlock: The city pays."),
        ("title", "Zora Whitlock: Which gauge?"),
        ("title", "Zora Whitlock: Thank you."),
    }
    entry = PageLogEntry.objects.get(action="series.clearance.comment")
    assert entry.data == {"name": "Zora Whitlock", "count": 4}


def test_nobody_can_sign_in_as_the_account_of_the_comments(ask, answer):
    request, address = ask()
    answer(request, address, **{"comment-general": "A word."})
    account = Comment.objects.get().user
    assert not account.is_active
    assert not account.has_usable_password()
    assert not account.groups.exists()
    with pytest.raises(Exception, match="username"):
        account.full_clean()


def test_a_double_click_is_one_answer(ask, answer):
    request, address = ask()
    for _ in range(2):
        answer(request, address, **{"comment-general": "A word."})
    assert Comment.objects.count() == ClearanceComment.objects.count() == 1


def test_a_comment_on_a_block_that_went_stands_near_it_with_its_words(ask, answer, piece):
    request, address = ask()
    first, second = block_ids(piece)
    draft = piece.get_latest_revision_as_object()
    del draft.body[1]
    draft.save_revision()
    answer(request, address, **{f"comment-body.{second}": "Somebody did."})
    comment = Comment.objects.get()
    assert comment.contentpath == f"body.{first}"
    assert comment.text == "Zora Whitlock: “Nobody saw it.” – Somebody did."


def test_a_comment_on_takeaways_stands_at_the_block_before_them(ask, answer, piece):
    draft = piece.get_latest_revision_as_object()
    draft.body.append(("key_takeaways", {"items": ["Build.", "Ask."]}))
    draft.save_revision()
    request, address = ask()
    first, second, takeaways = (block["id"] for block in json.loads(request.content["body"]))
    answer(request, address, **{f"comment-body.{takeaways}": "And then?"})
    comment = Comment.objects.get()
    assert comment.contentpath == f"body.{second}"
    assert comment.text == "Zora Whitlock: “Build. Ask.” – And then?"


def test_a_comment_on_a_text_that_is_all_new_stands_at_the_title(ask, answer, piece):
    request, address = ask()
    first, _ = block_ids(piece)
    factories.draft_of(piece, body=factories.paragraphs("Another beginning."))
    answer(request, address, **{f"comment-body.{first}": "Where is it?"})
    assert Comment.objects.get().contentpath == "title"


def test_comments_survive_the_saves_of_forms_opened_before_and_after(ask, answer, piece, client, editor):
    request, address = ask()
    first, _ = block_ids(piece)
    page = InstallmentPage.objects.get(pk=piece.pk)
    opened_before = form_of(page, page.get_parent(), title="The gauge again")
    opened_before |= {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    answer(request, address, **{f"comment-body.{first}": "It was the morning."})

    client.force_login(editor)
    edit = reverse("wagtailadmin_pages:edit", args=[piece.pk])
    assert client.post(edit, opened_before).status_code == 302
    latest = InstallmentPage.objects.get(pk=piece.pk).get_latest_revision()
    assert latest.content["title"] == "The gauge again"
    assert Comment.objects.get().text == "Zora Whitlock: It was the morning."

    draft = InstallmentPage.objects.get(pk=piece.pk).get_latest_revision_as_object()
    draft.save_revision()
    InstallmentPage.objects.get(pk=piece.pk).get_latest_revision().publish()
    assert Comment.objects.get().text == "Zora Whitlock: It was the morning."


def test_comments_are_in_the_form_of_the_piece(ask, answer, piece, client, editor):
    request, address = ask()
    first, _ = block_ids(piece)
    answer(request, address, **{f"comment-body.{first}": "It was the morning."})
    client.force_login(editor)
    text = client.get(reverse("wagtailadmin_pages:edit", args=[piece.pk])).content.decode()
    assert "Zora Whitlock: It was the morning." in text
    assert "Author (clearance)" in text


def test_a_link_that_is_revoked_meanwhile_takes_no_answer(ask, answer):
    request, address = ask()
    revoke(request, None)
    assert answer(request, address, "approve").status_code == 410
    assert ClearanceRequest.objects.get().approved_at is None


@pytest.mark.parametrize("text", ["x" * 5001, "a\x00b"])
def test_a_text_that_cannot_be_kept_is_refused_with_a_word(ask, answer, text):
    request, address = ask()
    response = answer(request, address, **{"comment-general": text})
    assert response.status_code == 422
    assert "aria-invalid" in response.content.decode()
    assert not Comment.objects.exists()


def test_comments_to_no_passage_are_nothing(ask, answer):
    request, address = ask()
    response = answer(request, address, **{"comment-body.zebrafinch": "A word.", "comment-slug": "A word."})
    assert response.status_code == 422
    assert not Comment.objects.exists()


def test_a_link_takes_so_many_comments_and_no_more(ask, answer, monkeypatch):
    monkeypatch.setattr("series.clearance.answers.MOST_COMMENTS", 1)
    request, address = ask()
    assert answer(request, address, **{"comment-general": "One."}).status_code == 303
    assert answer(request, address, **{"comment-general": "Two."}).status_code == 422
    assert Comment.objects.count() == 1


def test_hostile_comments_are_shown_as_words(ask, answer, client):
    request, address = ask()
    answer(request, address, **{"comment-general": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in client.get(address).content.decode()
