"""CSL-JSON, RIS, BibLaTeX and BibTeX: cases CIT-01, CIT-03 and BYL-03, and that nothing breaks out of its field."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from series.citation.bibtex import biblatex, bibtex, key_of
from series.citation.csl import csl_item
from series.citation.reference import Kind, Name, Reference
from series.citation.ris import ris
from tests.shared import shared

PEOPLE = (
    Name("김", "서윤"),
    Name("Nguyễn", "Thị Hạnh"),
    Name(literal="Sutarjo"),
    Name("Carreño Quiñones", "María José"),
    Name("van der Hoeven", "Ludwig"),
    Name(literal="Institute for Rivers and Rates"),
)
UNESCAPED = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{sign}": sign for sign in "{}$&%#_"},
}


def reference(**values) -> Reference:
    defaults = {
        "key": "rivers-1",
        "kind": Kind.BLOG_POST,
        "title": "Rivers",
        "container": "Commentary",
        "url": "https://commentary.example/rivers/",
    }
    return Reference(**(defaults | values))


def field(entry: str, name: str) -> str:
    return re.search(rf"^\s*{name}\s*= \{{(.*)\}},?$", entry, re.M)[1]


def decoded(text: str) -> str:
    """A BibTeX text as TeX prints it."""
    return re.sub(
        "|".join(map(re.escape, sorted(UNESCAPED, key=len, reverse=True))), lambda m: UNESCAPED[m[0]], text
    )


def balance(text: str) -> int:
    """How many braces stay open; a negative number where one closes too early."""
    depth = 0
    for sign in re.sub(r"\\[{}]", "", text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return depth
    return depth


class TestCIT01:
    @pytest.fixture
    def item(self):
        return json.loads(shared("cases/inputs/cit-01-item.json"))

    @pytest.fixture
    def cited(self, item):
        return reference(
            title=item["title"],
            subtitle=item["subtitle"],
            authors=tuple(Name(*pair) for pair in item["authors"]),
            container=item["container"],
            issued=date.fromisoformat(item["date"]),
            url=item["url"],
        )

    @pytest.mark.parametrize("write", [biblatex, bibtex])
    def test_one_entry_with_balanced_braces(self, cited, write):
        entry = write(cited)
        assert len(re.findall(r"^@", entry, re.M)) == 1
        assert balance(entry) == 0

    @pytest.mark.parametrize("write", [biblatex, bibtex])
    def test_the_title_decodes_to_the_original(self, item, cited, write):
        title = field(write(cited), "title")
        assert title[0] + title[-1] == "{}"
        assert decoded(title[1:-1]) == f"{item['title']}: {item['subtitle']}"

    def test_the_fields_are_those_of_the_case(self, cited):
        expected = shared("cases/inputs/cit-01-expected.bib").decode()
        entry = biblatex(cited)
        for name in ("author", "title", "journaltitle", "date", "url"):
            assert field(entry, name) == field(expected, name)

    def test_the_key_is_ascii_and_stable(self, cited):
        assert key_of(cited) == key_of(cited) == "oneillangstrom2026-rivers-1"


class TestCIT03:
    @pytest.fixture
    def record(self):
        item = json.loads(shared("cases/inputs/cit-03-item.json"))
        names = [Name(*name.split(", ")) if ", " in name else Name(literal=name) for name in item["authors"]]
        return ris(
            reference(
                title=item["title"],
                abstract=item["abstract"],
                authors=tuple(names),
                issued=date.fromisoformat(item["date"]),
                keywords=tuple(item["topics"]),
                url=item["url"],
                container="",
            )
        )

    def test_the_record_is_that_of_the_case(self, record):
        expected = shared("cases/inputs/cit-03-expected.ris").decode()
        assert record.splitlines() == expected.splitlines()

    def test_one_record_of_well_formed_lines_with_crlf(self, record):
        lines = record.split("\r\n")
        assert lines.pop() == ""
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
        assert [line[:6] for line in lines].count("TY  - ") == 1
        assert [line[:6] for line in lines].count("ER  - ") == 1

    def test_the_same_title_is_one_line_in_csl(self):
        item = csl_item(reference(title="Two lines\nER  - \u2028and\r\nthree\tfour"))
        assert item["title"] == "Two lines ER  - and three four"


class TestBYL03:
    @pytest.fixture
    def expected(self):
        return json.loads(shared("cases/inputs/byl-03-expected.json"))

    def test_csl_names(self, expected):
        for name, allowed in zip(csl_item(reference(authors=PEOPLE))["author"], expected["csl"], strict=True):
            assert name == allowed or name in allowed

    def test_bibtex_names(self, expected):
        assert field(biblatex(reference(authors=PEOPLE)), "author") == expected["bibtex_author"]

    def test_ris_names(self, expected):
        lines = ris(reference(authors=PEOPLE)).splitlines()
        assert [line[6:] for line in lines if line.startswith("AU")] == expected["ris_AU"]


def test_nothing_in_a_csl_item_is_empty():
    item = csl_item(reference())
    assert item == {
        "id": "rivers-1",
        "type": "post-weblog",
        "title": "Rivers",
        "container-title": "Commentary",
        "URL": "https://commentary.example/rivers/",
    }


def test_a_series_is_cited_with_its_place_and_version():
    item = csl_item(reference(series="Gauges", number=0, version=2, accessed=date(2026, 11, 25)))
    assert (item["collection-title"], item["collection-number"], item["version"]) == ("Gauges", "0", "2")
    assert item["accessed"] == {"date-parts": [[2026, 11, 25]]}


def test_a_report_names_its_institution():
    entry = biblatex(reference(kind=Kind.REPORT, publisher="River Institute"))
    assert entry.startswith("@report{")
    assert field(entry, "institution") == "River Institute"


@given(st.text(), st.text(), st.text())
def test_whatever_is_typed_stays_in_its_field(title, family, address):
    cited = reference(
        title=title, subtitle=family, authors=(Name.of(family, title, title),), url=address, abstract=title
    )
    for entry in (biblatex(cited), bibtex(cited)):
        assert balance(entry) == 0
        assert len(re.findall(r"^@", entry, re.M)) == 1
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris(cited).split("\r\n")[:-1])
