"""The page that explains the API: every example on it is asked, and its program is run."""

import io
import json
import re
import urllib.request
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


def test_every_page_leads_to_it(client, world):
    assert '<li><a href="/api/">API</a></li>' in client.get("/").content.decode()
    assert '<li><a href="/ko/api/">API</a></li>' in client.get("/ko/").content.decode()


def test_an_empty_site_has_no_examples(client, world):
    InstallmentPage.objects.update(live=False)
    assert examples(explained(client, "en")) == []
