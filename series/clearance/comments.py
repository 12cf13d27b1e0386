"""An author's comments among Wagtail's own, where editors read, answer and resolve them.

Wagtail's comment needs an account, and whoever's it is may change the words. So they belong to an account that nobody
can sign in with and that no form can make or keep: its name has a space. The words begin with the author's name.

Wagtail loads comments from their rows, whatever a revision says (Page.with_content_json), so a row is enough: it is
there when the form is opened next, and a form that was open before leaves it alone when it is saved.
"""

from django.contrib.auth.hashers import make_password
from wagtail.models import Comment

from authors.models import User
from series.clearance.passages import Passage, place_in
from series.models import ClearanceComment, ClearanceRequest

ACCOUNT = "author by clearance"
# What Wagtail's own script writes for a comment on all of a field.
WHOLE_FIELD = "[]"


def account_of_authors() -> User:
    """The account in whose name authors' comments stand; made when it is first needed."""
    values = {
        "first_name": "Author",
        "last_name": "(clearance)",
        "is_active": False,
        "password": make_password(None),
    }
    return User.objects.get_or_create(username=ACCOUNT, defaults=values)[0]


def author_of(comment: Comment) -> str:
    """The name of the author whose comment it is, with which its words begin; empty for a comment of an account."""
    return comment.text.partition(": ")[0] if comment.user.username == ACCOUNT else ""


def hand_over(request: ClearanceRequest, comments: list[ClearanceComment], sent: list[Passage]) -> None:
    """Put the comments of an answer on the page, each on its passage or, where that has gone, near it with its words."""
    latest, account = request.page.get_latest_revision(), account_of_authors()
    for comment in comments:
        path, is_there = place_in(latest.content, comment.target, sent)
        quote = "" if is_there or not comment.passage else f"“{comment.passage}” – "
        copy = Comment(
            page_id=request.page_id,
            user=account,
            text=f"{request.name}: {quote}{comment.text}",
            contentpath=path,
            position=WHOLE_FIELD,
            revision_created=latest,
        )
        copy.save()
        copy.log_create(page_revision=latest, user=account)
