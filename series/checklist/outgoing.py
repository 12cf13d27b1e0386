"""Outgoing links of a series: gathered from the latest drafts of its parts, asked in the background, kept as a report."""

import queue
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from publication import outgoing
from publication.background import Refused, work
from publication.outgoing import Answer, Verdict
from publication.times import said
from series.checklist.reading import latest_values
from series.links.found import TEXTS, addresses_in, host_of, our_hosts
from series.links.words import why
from series.models import InstallmentPage, SeriesPage
from series.permissions import may_close
from series.stored import blocks_of

KIND = "series.links"
MOST_LINKS = 1000
AT_ONCE = 4
# A web server waits half a minute for its own answer, where no worker is there to take longer.
SECONDS_IN_A_REQUEST, SECONDS_IN_A_WORKER = 20, 1800


@dataclass(frozen=True)
class FoundLink:
    """A link of the report: what was learned, and the parts it stands in. `words` say why nothing is known."""

    address: str
    status: int | None
    target: str
    words: str
    parts: tuple[InstallmentPage, ...]


@dataclass(frozen=True)
class LinkReport:
    """The last check that came to its end. `left` links were not asked: there were too many, or the time was up."""

    time: str
    dead: tuple[FoundLink, ...]
    unknown: tuple[FoundLink, ...]
    moved: tuple[FoundLink, ...]
    fine: int
    left: int

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[FoundLink, ...]], ...]:
        """What an editor has to look at, the worst first: a heading, what it means, the links."""
        return tuple(
            group
            for group in (
                (_("Dead links"), _("The page is gone: its server answers “not found”."), self.dead),
                (
                    _("Links that could not be checked"),
                    _("They may work in a browser. Try them."),
                    self.unknown,
                ),
                (_("Links that have moved for good"), _("They work, but by a redirect."), self.moved),
            )
            if group[2]
        )


def gather(series: SeriesPage) -> dict[str, list[int]]:
    """The outgoing links of a series, in the order of its parts, with the ids of the parts they stand in.

    Links to the site itself are no outgoing ones. Three queries, however many parts.
    """
    parts = InstallmentPage.objects.filter(series=series, alias_of=None).order_by("part_number", "path")
    values = latest_values({part.pk: part for part in parts})
    ours = our_hosts()
    links: dict[str, list[int]] = defaultdict(list)
    for part in parts:
        _page, content = values[part.pk]
        for address in dict.fromkeys(addresses_in(_texts(content))):
            if host_of(address) not in ours:
                links[address].append(part.pk)
    return dict(links)


def _texts(content: Mapping) -> list:
    return [blocks_of(content) if name == "body" else content.get(name) for name in TEXTS]


@work(KIND, may=lambda user, series: series is not None and may_close(user, series), again=True, once=True)
def check_links(progress) -> dict:
    """Ask every outgoing link of the series. `{"links": [{address, verdict, status, target, reason, parts}], "left": n}`."""
    series = progress.job.about
    if series is None:
        raise Refused(_("The series is gone."))
    links = gather(series)
    asked = list(links)[:MOST_LINKS]
    progress.onward(reverse("series_close", args=[series.pk]), _("Back to closing the series"))
    progress.begin(len(asked))
    progress.result = {"links": [], "left": len(links)}
    seconds = SECONDS_IN_A_REQUEST if progress.job.in_request else SECONDS_IN_A_WORKER
    for address, answer in _ask_all(asked, seconds):
        progress.result["links"].append(
            {
                "address": address,
                "verdict": answer.verdict.value,
                "status": answer.status,
                "target": answer.target,
                "reason": answer.reason.value if answer.reason else "",
                "parts": links[address],
            }
        )
        progress.result["left"] -= 1
        progress.say(_("Asked %(host)s") % {"host": host_of(address)})
        progress.advance()
    order = {address: place for place, address in enumerate(asked)}
    progress.result["links"].sort(key=lambda link: order[link["address"]])
    counts = Counter(link["verdict"] for link in progress.result["links"])
    progress.say(
        _("%(dead)d dead, %(unknown)d could not be checked, %(moved)d moved for good, %(fine)d work.")
        % {verdict.value: counts[verdict.value] for verdict in Verdict}
    )
    return progress.result


def _ask_all(addresses: list[str], seconds: float) -> Iterator[tuple[str, Answer]]:
    """Answers as they come: a few sites at a time, and each site one question at a time, until the time is up."""
    sites: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        sites[host_of(address)].append(address)
    answers: queue.SimpleQueue = queue.SimpleQueue()
    over, until = threading.Event(), time.monotonic() + seconds

    def ask_site(own: list[str]) -> None:
        for address in own:
            answer = None
            try:
                if not over.is_set() and time.monotonic() < until:
                    answer = outgoing.ask(address, outgoing.is_public)
            finally:
                answers.put((address, answer))

    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        for own in sites.values():
            pool.submit(ask_site, own)
        for _each in addresses:
            address, answer = answers.get(timeout=max(0, until - time.monotonic()))
            if answer is not None:
                yield address, answer
    except queue.Empty:
        pass  # the time is up; what is still on its way counts as not asked
    finally:
        over.set()
        # Nobody waits for the last questions: one may take SECONDS_FOR_A_LINK, and the lookup of a name longer.
        pool.shutdown(wait=False, cancel_futures=True)


def read_report(job, series: SeriesPage) -> LinkReport:
    """What a finished check found, with the parts as they are now."""
    links = job.result.get("links", [])
    parts = InstallmentPage.objects.filter(
        series=series,
        pk__in={pk for link in links if link["verdict"] != Verdict.FINE.value for pk in link["parts"]},
    ).in_bulk()
    found = defaultdict(list)
    for link in links:
        found[Verdict(link["verdict"])].append(
            FoundLink(
                address=link["address"],
                status=link["status"],
                target=link["target"],
                words=why(link["reason"], link["status"]),
                parts=tuple(parts[pk] for pk in link["parts"] if pk in parts),
            )
        )
    return LinkReport(
        time=said(job.finished_at),
        dead=tuple(found[Verdict.DEAD]),
        unknown=tuple(found[Verdict.UNKNOWN]),
        moved=tuple(found[Verdict.MOVED]),
        fine=len(found[Verdict.FINE]),
        left=job.result.get("left", 0),
    )
