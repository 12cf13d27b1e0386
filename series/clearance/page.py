"""The page that an author sees: the piece as readers would have it, in the version that was sent, and what to answer."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.utils import translation

from series.clearance import tokens
from series.clearance.forms import AnswerForm
from series.clearance.passages import passages_of
from series.clearance.text_hash import text_hash
from series.models import ClearanceRequest


@dataclass(frozen=True)
class CommentField:
    """A place to comment: its field in the form, the first words of its passage, and what was sent about it before.

    `label` is what a passage is that is no paragraph.
    """

    name: str
    quote: str
    label: str
    typed: str
    sent: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """All that the page prints beside the piece, in the language that the editor chose."""

    language: str
    name: str
    expires_at: datetime
    key: str
    form: AnswerForm
    fields: dict[str, CommentField] = field(default_factory=dict)
    sent: int = 0
    approved_at: datetime | None = None
    approved_name: str = ""
    is_outdated: bool = False
    refusal: str = ""


def form_for(request: ClearanceRequest, data=None) -> AnswerForm:
    """The form of a request, empty with the author's name or with what was sent."""
    targets = [passage.target for passage in passages_of(request.content)]
    return AnswerForm(data, targets=targets, initial={"name": request.name})


def context_of(
    request: ClearanceRequest, http_request: HttpRequest, form: AnswerForm, refusal: str = ""
) -> dict:
    """The context of the page. The language of the piece must be active: it is read as its own page is."""
    piece = request.page.with_content_json(request.content)
    http_request.is_preview = True
    http_request.preview_mode = ""
    context = piece.get_preview_context(http_request, "")
    with translation.override(request.language):
        return context | {"desk": _desk(request, form, refusal)}


def _desk(request: ClearanceRequest, form: AnswerForm, refusal: str) -> Desk:
    sent = defaultdict(list)
    for target, text in request.comments.values_list("target", "text"):
        sent[target].append(text)
    latest = request.page.get_latest_revision()
    return Desk(
        language=request.language,
        name=request.name,
        expires_at=request.expires_at,
        key=tokens.form_key(request.token_hash),
        form=form,
        fields={
            passage.target: _field(form, passage, tuple(sent[passage.target]))
            for passage in passages_of(request.content)
        },
        sent=sum(len(texts) for texts in sent.values()),
        approved_at=request.approved_at,
        approved_name=request.approved_name,
        is_outdated=text_hash(latest.content) != request.text_hash,
        refusal=refusal,
    )


def _field(form: AnswerForm, passage, sent: tuple[str, ...]) -> CommentField:
    bound = form[f"comment-{passage.target}"]
    return CommentField(
        bound.name, passage.quote, passage.label, bound.value() or "", sent, tuple(bound.errors)
    )
