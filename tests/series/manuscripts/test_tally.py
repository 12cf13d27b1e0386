"""What a file holds, counted without the readers: roughly right, and never dearer than the file is long."""

import io
import time
import zipfile

import pytest

from series.manuscripts.bounds import Bounds
from series.manuscripts.tally import Tally, tally_of_file


def of_page(markup: str) -> Tally:
    return tally_of_file(f"<html>{markup}".encode(), Bounds())


def of_word(xml: str) -> Tally:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return tally_of_file(file.getvalue(), Bounds())


def test_the_words_of_a_page_are_those_that_are_seen():
    markup = (
        "<head><title>No</title></head><body><!-- no no --><SCRIPT>no</script ><style>no</style>"
        "<p>One <b>tw</b>o</p><p>three</p><noscript>no</noscript><a href='https://a.example'>four</a>"
        "<img src='a.png'><table><tr><td>five</td><td>six</td></tr></table></body>"
    )
    assert of_page(markup) == Tally(words=6, images=1, tables=1, links=1)


@pytest.mark.parametrize("opened", ["<head>", "<script>", "<template>"])
def test_what_a_page_leaves_open_costs_it_no_words(opened):
    assert of_page(f"<p>One</p>{opened}<p>two three</p>").words == 3


def test_the_words_of_a_document_are_counted_once():
    xml = (
        "<w:p><w:t>One</w:t><w:tab/><w:t>two</w:t></w:p><mc:Fallback><w:t>no</w:t></mc:Fallback>"
        '<w:moveFrom w:id="1"><w:t>no</w:t></w:moveFrom><w:moveFromRangeStart w:id="1"/>'
        "<w:p><w:delText>no</w:delText><w:t>thr</w:t><mc:Fallback>no</mc:Fallback><w:t>ee</w:t></w:p>"
    )
    assert of_word(xml).words == 3


@pytest.mark.parametrize(
    "markup",
    [
        "<!--" * 200_000,
        "<script>" * 100_000,
        "<script>" * 50_000 + "<style></script>" * 50_000,
        "<" * 500_000,
        "<a " * 200_000,
        "<a href " * 100_000,
        "<p " * 200_000,
    ],
    ids=lambda markup: markup[:8],
)
def test_a_page_made_to_be_dear_is_not(markup):
    started = time.process_time()
    of_page(markup)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "xml",
    [
        "<mc:Fallback>" * 100_000,
        '<w:moveFrom w:id="1">' * 50_000,
        "<w:moveFrom " * 100_000,
        "<w:delText " * 100_000,
        "<w:delText>" * 100_000,
        "<w:tab " * 100_000,
        "<w:footnoteReference " * 50_000,
        '<w:footnoteReference w:id="' * 50_000,
        "<w:hyperlink " * 100_000,
        "HYPERLINK   " * 100_000,
    ],
    ids=lambda xml: xml[:26],
)
def test_a_document_made_to_be_dear_is_not(xml):
    started = time.process_time()
    of_word(xml)
    assert time.process_time() - started < 3
