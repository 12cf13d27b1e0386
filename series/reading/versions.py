"""The published versions of a piece: which texts readers could once read, and what changed from one to the next.

A leak is worse than a gap. The log of the admin says which revision was published when; one counts only if it surely
was public and is what it was then:

- nothing from before the piece, or what stands above it, was last taken down, restricted, moved or first published;
- no revision that was overwritten after it was published (an open form can do that, `created_at` tells), or that was
  past its own expiry;
- not the entry that Wagtail makes for a live copy, which names the source's latest draft;
- nothing from before the piece was last withdrawn.
"""

import html
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from wagtail.models import PageLogEntry, Revision

from publication.prose import LONGEST_KEPT, plain_text, sanitise
from series.history import Change, Comparison
from series.models import Correction, InstallmentPage
from series.reading.excerpts import FOOTNOTE_MARK
from series.stored import blocks_of

MOST_VERSIONS = 12
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
CLOSED = ("wagtail.unpublish", "wagtail.unpublish.scheduled", "wagtail.move", "wagtail.convert_alias")
COPIED = "wagtail.copy"
RESTRICTED = "wagtail.view_restriction."
# Where the text of a block ends and the next paragraph begins.
ENDS = ("</p>", "</li>", "<br>", "<br/>")


@dataclass(frozen=True)
class Version:
    """A text as it was published."""

    published_at: datetime
    title: str
    standfirst: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """From one version to the next: what changed in the title, the standfirst and the text."""

    published_at: datetime
    earlier_at: datetime
    title: Change
    standfirst: Change
    paragraphs: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Did nothing change that is compared here?"""
        return not (self.title or self.standfirst or self.paragraphs)


@dataclass(frozen=True)
class VersionsReading:
    """All that the page of published versions prints, the newest first."""

    versions: tuple[Version, ...]
    steps: tuple[Step, ...]


def read_versions(page: InstallmentPage) -> VersionsReading:
    """Read the versions of a live page whose editors show them (`page.tells_versions`). Three queries."""
    versions = published_versions(page)
    comparison = Comparison()
    steps = tuple(
        Step(
            published_at=later.published_at,
            earlier_at=earlier.published_at,
            title=comparison.line(earlier.title, later.title),
            standfirst=comparison.line(earlier.standfirst, later.standfirst),
            paragraphs=comparison.paragraphs(earlier.paragraphs, later.paragraphs),
        )
        for later, earlier in zip(versions, versions[1:], strict=False)
    )
    return VersionsReading(versions=versions, steps=steps)


def published_versions(page: InstallmentPage) -> tuple[Version, ...]:
    """The version that stands, and before it those of the latest that were public, the newest first."""
    now = Version(
        page.last_published_at or page.first_published_at,
        page.title,
        page.standfirst,
        paragraphs_of(page.body.raw_data),
    )
    moments = dict(_publications(page)[-MOST_VERSIONS:])
    contents = {
        pk: (created_at, content)
        for pk, created_at, content in Revision.objects.filter(pk__in=moments).values_list(
            "pk", "created_at", "content"
        )
    }
    found = [now]
    for pk, moment in sorted(moments.items(), key=lambda item: item[1], reverse=True):
        created_at, content = contents.get(pk, (None, None))
        if content is None or created_at > moment or _had_expired(content, moment):
            continue
        if _is_withdrawal(content):
            break
        if pk != page.live_revision_id:
            found.append(_version(moment, content))
    return tuple(found)


def _publications(page: InstallmentPage) -> list[tuple[int, datetime]]:
    """(revision id, moment) of the page's publications since it and all above it are open without a break."""
    above = list(
        page.get_ancestors().filter(depth__gt=1).values_list("pk", "first_published_at", "last_published_at")
    )
    entries = (
        PageLogEntry.objects.filter(page_id__in=[page.pk, *(pk for pk, _first, _last in above)])
        .filter(
            Q(action__in=(*PUBLISHED, *CLOSED))
            | Q(action__startswith=COPIED)
            | Q(action__startswith=RESTRICTED)
        )
        .order_by("timestamp", "pk")
        .values_list("page_id", "action", "timestamp", "revision_id", "data")
    )
    republished = {pk: last for pk, _first, last in above}
    opened = [first for _pk, first, _last in above if first]
    publications, is_copy = [], False
    for page_id, action, moment, revision, data in entries:
        if action in PUBLISHED:
            if page_id != page.pk:
                continue
            if revision and not is_copy:
                publications.append((revision, moment))
            is_copy = False
        elif action.startswith(COPIED):
            is_copy = page_id == page.pk and bool((data or {}).get("keep_live"))
        else:
            # What stands above may have been closed for long: it is open since it was last published.
            opened += [moment, republished.get(page_id) or moment]
    since = max(opened, default=None)
    return [(pk, moment) for pk, moment in publications if since is None or moment >= since]


def _had_expired(content: dict, moment: datetime) -> bool:
    expiry = parse_datetime(content.get("expire_at") or "")
    return expiry is not None and expiry <= moment


def _is_withdrawal(content: dict) -> bool:
    return any(row.get("kind") == Correction.Kind.WITHDRAWAL for row in content.get("corrections") or ())


def _version(moment: datetime, content: dict) -> Version:
    return Version(
        moment,
        content.get("title", ""),
        content.get("standfirst", ""),
        paragraphs_of(blocks_of(content)),
    )


def paragraphs_of(body) -> tuple[str, ...]:
    """The running text of a body as plain paragraphs: no figures, no footnotes, nothing that a page does not print."""
    return tuple(
        paragraph
        for block in body
        for markup in _markup_of(block.get("type"), block.get("value"))
        for paragraph in _plain_paragraphs(markup)
    )


def _markup_of(kind: str, value) -> list[str]:
    """The texts of a block, as stored markup."""
    if kind == "paragraph":
        return [value]
    if not isinstance(value, dict):
        return []
    if kind == "key_takeaways":
        items = value.get("items") or ()
        return [html.escape(str(item.get("value") if isinstance(item, dict) else item)) for item in items]
    if kind == "question_answer":
        return [html.escape(value.get("question") or ""), value.get("answer") or ""]
    if kind in ("heading", "pull_quote"):
        return [html.escape(value.get("text") or "")]
    if kind in ("quotation", "editors_note", "numbered_list"):
        return [value.get("text") or ""]
    return []


def _plain_paragraphs(markup: str) -> tuple[str, ...]:
    text = str(markup or "")
    return _paragraphs(text) if len(text) <= LONGEST_KEPT else _paragraphs.__wrapped__(text)


@lru_cache(maxsize=1_024)
def _paragraphs(markup: str) -> tuple[str, ...]:
    clean = sanitise(FOOTNOTE_MARK.sub("", markup))
    for end in ENDS:
        clean = clean.replace(end, "\n")
    lines = (plain_text(line) for line in clean.split("\n"))
    return tuple(line for line in lines if line)
