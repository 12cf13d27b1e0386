"""Figures for Prometheus: behind a token, with labels from closed sets."""

import re

import pytest

from publication import metrics
from publication.breaker import Breaker


@pytest.fixture(autouse=True)
def counting(settings):
    settings.METRICS_TOKEN = "a-token"
    metrics._instruments_once.cache_clear()
    yield
    metrics._instruments_once.cache_clear()


def said() -> str:
    return metrics.text()[0].decode()


@pytest.fixture(autouse=True)
def no_gauges(monkeypatch):
    monkeypatch.setattr(metrics, "_gauges", {})


def test_labels_that_nobody_knows_are_one():
    for method in ("GET", "BREW", "'; DROP"):
        metrics.answered("home", method, 200, 0.1, 3)
    metrics.page_cache("hit")
    metrics.page_cache("whatever")
    metrics.went_wrong("cache")
    assert set(re.findall(r'site_requests_total{method="(\w+)"', said())) == {"GET", "other"}
    assert set(re.findall(r'site_page_cache_total{outcome="(\w+)"', said())) == {"hit", "other"}
    assert 'site_errors_total{service="cache"} 1.0' in said()


def test_a_service_that_goes_is_counted():
    Breaker("The storage", 1, "storage").failed(OSError("gone"))
    assert 'site_errors_total{service="storage"} 1.0' in said()


def test_gauges_are_read_when_they_are_asked_for_and_one_that_fails_is_left_out():
    metrics.gauge("site_one", "One", lambda: 1)
    metrics.gauge("site_bad", "Bad", lambda: 1 / 0)
    metrics.gauge("site_many", "Many", lambda: {"a": 2}, label="kind")
    assert "site_one 1.0" in said()
    assert 'site_many{kind="a"} 2.0' in said()
    assert "site_bad" not in said()


def test_without_a_token_nothing_is_counted(settings):
    settings.METRICS_TOKEN = ""
    metrics.answered("home", "GET", 200, 0.1, 3)
    assert metrics._instruments_once.cache_info().currsize == 0
    assert not metrics.is_allowed("Bearer ")


@pytest.mark.parametrize(
    ("header", "is_allowed"),
    [
        ("Bearer a-token", True),
        ("bearer a-token", True),
        ("Bearer other", False),
        ("a-token", False),
        ("", False),
    ],
)
def test_the_token_opens(header, is_allowed):
    assert metrics.is_allowed(header) is is_allowed
