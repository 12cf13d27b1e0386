"""The page that explains the API: every example on it is asked, and its program is run."""

import io
import json
import re
import urllib.request
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urlsplit

import pytest

from series.models import InstallmentPage

pytestmark = pytest.mark.once

ORIGIN = "http://localhost"
LANGUAGES = {"en": "/api/", "ko": "/ko/api/"}


def explained(client, language: str) -> str:
    response = client.get(LANGUAGES[language])
    assert response.status_code == 200
    return response.content.decode()


def examples(page: str) -> list[str]:
    found = re.findall(r'<div class="example">.*?<a href="([^"]+)"', page, re.DOTALL)
    return [unescape(address) for address in found]


def asked(client, address: str):
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == ORIGIN
    return client.get(f"{parts.path}?{parts.query}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_answered_with_what_is_there(client, world, language):
    addresses = examples(explained(client, language))
    assert len(addresses) == 8
    for address in addresses:
        answer = asked(client, address)
        assert answer.status_code == 200, address
        assert answer.json().get("items", [1]) or "to=2021" in address, address


def test_the_answer_that_is_printed_is_the_answer(client, world):
    page = explained(client, "en")
    (printed,) = re.findall(r"</a></p><pre><code>(.*?)</code></pre>", page, re.DOTALL)
    answer = asked(client, examples(page)[0]).json()
    assert json.loads(unescape(printed))["items"] == answer["items"]
    assert len(answer["items"]) == 2


def test_the_program_that_is_printed_runs(client, world, monkeypatch, capsys):
    (program,) = re.findall(r'<pre lang="en"><code>(.*?)</code></pre>', explained(client, "en"), re.DOTALL)

    def opened(address: str):
        answer = asked(client, address)
        assert answer.status_code == 200
        return io.BytesIO(answer.content)

    monkeypatch.setattr(urllib.request, "urlopen", opened)
    exec(unescape(program), {})  # the program that readers are told to run
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 4
    assert any("The gauge http://localhost/series/rivers/gauge/" in line for line in told)


def test_the_program_misses_nothing_when_something_changes_while_it_asks(client, world, monkeypatch, capsys):
    """A piece that is published anew moves to the end, and all behind it to an earlier page."""
    (program,) = re.findall(r'<pre lang="en"><code>(.*?)</code></pre>', explained(client, "en"), re.DOTALL)
    for place, piece in enumerate((world.gauge, world.levee, world.light, world.twin), start=1):
        InstallmentPage.objects.filter(pk=piece.pk).update(
            last_published_at=datetime(2024, 1, place, tzinfo=UTC)
        )

    def opened(address: str):
        answer = asked(client, address)
        InstallmentPage.objects.filter(pk=world.gauge.pk).update(
            last_published_at=datetime(2025, 1, 1, tzinfo=UTC)
        )
        return io.BytesIO(answer.content)

    monkeypatch.setattr(urllib.request, "urlopen", opened)
    exec(unescape(program).replace("page_size=100", "page_size=2"), {})
    told = [line.split(" ", 1) for line in capsys.readouterr().out.splitlines()]
    assert [moment for moment, _piece in told] == [
        "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", "2024-01-03T00:00:00Z", "2024-01-04T00:00:00Z",
        "2025-01-01T00:00:00Z",
    ]  # fmt: skip


def test_every_page_leads_to_it(client, world):
    assert '<li><a href="/api/">API</a></li>' in client.get("/").content.decode()
    assert '<li><a href="/ko/api/">API</a></li>' in client.get("/ko/").content.decode()


def test_an_empty_site_has_no_examples(client, world):
    InstallmentPage.objects.update(live=False)
    assert examples(explained(client, "en")) == []
