"""Figures of the running site for Prometheus, when METRICS_TOKEN is set; else nothing is counted and nothing is loaded.

Counters and histograms are those of all processes together where PROMETHEUS_MULTIPROC_DIR names a folder; gauges are read
from the database when the figures are asked for. Labels come from closed sets only: the site's own views, methods, status
codes and the words below; never from an address or a reader.
"""

import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPMethod

from django.conf import settings

logger = logging.getLogger(__name__)

CACHE_OUTCOMES = ("hit", "miss", "wait", "stale", "bypass")
SERVICES = ("database", "cache", "storage", "proxy", "mail")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
QUERIES = (0, 1, 2, 5, 8, 12, 20, 50, 100)
METHODS = frozenset(HTTPMethod)


@dataclass(frozen=True)
class _Gauge:
    name: str
    words: str
    read: Callable[[], float | dict[str, float]]
    label: str


_gauges: dict[str, _Gauge] = {}


def gauge(name: str, words: str, read: Callable[[], float | dict[str, float]], *, label: str = "") -> None:
    """Have a figure read at each look: a number, or with `label` numbers by that label's values, a closed set."""
    _gauges[name] = _Gauge(name, words, read, label)


def page_cache(outcome: str) -> None:
    """Count what the application's page cache said to a request: one of CACHE_OUTCOMES."""
    if settings.METRICS_TOKEN:
        _instruments().page_cache.labels(outcome if outcome in CACHE_OUTCOMES else "other").inc()


def went_wrong(service: str) -> None:
    """Count an error of one of SERVICES."""
    if settings.METRICS_TOKEN:
        _instruments().errors.labels(service if service in SERVICES else "other").inc()


def answered(view: str, method: str, status: int, seconds: float, queries: int) -> None:
    """Count a request that was answered, by the name of its view."""
    if settings.METRICS_TOKEN:
        made = _instruments()
        made.requests.labels(view, method if method in METHODS else "other", status).inc()
        made.seconds.labels(view).observe(seconds)
        made.queries.labels(view).observe(queries)


def is_open() -> bool:
    """Is there a token at all?"""
    return bool(settings.METRICS_TOKEN)


def is_allowed(authorization: str) -> bool:
    """Does the header `Authorization` carry the token?"""
    scheme, _space, token = authorization.partition(" ")
    return (
        bool(settings.METRICS_TOKEN)
        and scheme.lower() == "bearer"
        and secrets.compare_digest(token.strip().encode(), settings.METRICS_TOKEN.encode())
    )


def text() -> tuple[bytes, str]:
    """All figures in Prometheus' text format, and its content type."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    made = _instruments()
    counted = made.registry
    if settings.METRICS_FOLDER:
        counted = CollectorRegistry()
        MultiProcessCollector(counted, path=settings.METRICS_FOLDER)
    looked = CollectorRegistry()
    looked.register(_Looking())
    return generate_latest(counted) + generate_latest(looked), CONTENT_TYPE_LATEST


class _Looking:
    """Reads the gauges; one that cannot be read is left out, and the others are there."""

    def describe(self):
        return []

    def collect(self):
        from prometheus_client.core import GaugeMetricFamily

        for each in _gauges.values():
            try:
                found = each.read()
            except Exception:
                logger.warning("The figure %s cannot be read.", each.name, exc_info=True)
                continue
            family = GaugeMetricFamily(each.name, each.words, labels=[each.label] if each.label else None)
            for value, number in found.items() if each.label else [("", found)]:
                family.add_metric([value] if each.label else [], number)
            yield family


class _Instruments:
    """What is counted in this process."""

    def __init__(self):
        from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

        disable_created_metrics()
        self.registry = CollectorRegistry()
        here = {"registry": self.registry}
        self.requests = Counter(
            "site_requests", "Requests answered by the application", ["view", "method", "status"], **here
        )
        self.seconds = Histogram(
            "site_request_seconds", "Seconds until the answer began", ["view"], buckets=SECONDS, **here
        )
        self.queries = Histogram(
            "site_request_queries", "Queries of a request", ["view"], buckets=QUERIES, **here
        )
        self.page_cache = Counter("site_page_cache", "What the page cache said", ["outcome"], **here)
        self.errors = Counter("site_errors", "Errors of what the site stands on", ["service"], **here)


_making = threading.Lock()


@lru_cache(maxsize=1)
def _instruments_once() -> _Instruments:
    return _Instruments()


def _instruments() -> _Instruments:
    with _making:
        return _instruments_once()
