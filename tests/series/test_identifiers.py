"""Identifiers on every surface: the DOI of a piece, the ORCID iD of a person, the ROR id of an organisation.

A table: a new surface joins with one line.
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from authors.importing import import_authors
from authors.models import AuthorPage
from publication.frame import frame_of
from series.checklist.reading import read_pieces
from series.checklist.rules.trust import OneDoi
from series.editions.book.reading import book_of_piece
from series.editions.pdf.document import document_of
from series.models import Correction, InstallmentPage
from tests import factories
from tests.series.editions.opened import Opened

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DOI, DOI_ADDRESS = "10.1234/a#b(1)", "https://doi.org/10.1234/a%23b(1)"
ORCID, ORCID_ADDRESS = "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"
ROR, ROR_ADDRESS = "05dxps055", "https://ror.org/05dxps055"


@dataclass
class World:
    piece: InstallmentPage
    person: AuthorPage
    organisation: AuthorPage


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        person = factories.AuthorFactory(
            title="Choe Won-gi", family_name="Choe", given_name="Won-gi", orcid=ORCID, organisation="River Institute",
            biography="<p>He measures.</p>",
        )  # fmt: skip
        organisation = factories.AuthorFactory(
            title="River Institute", family_name="", kind="organisation", ror=ROR
        )
        series = factories.SeriesFactory(slug="rivers", status="complete")
        piece = factories.InstallmentFactory(
            parent=series,
            slug="gauge",
            title="The gauge",
            doi=DOI,
            licence="cc-by-4.0",
            bylines=[person, organisation],
        )
        yield World(piece, person, organisation)


@pytest.fixture
def world(built):
    return deepcopy(built)


def text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer["Content-Type"] == "application/epub+zip":
        return Opened(content).text()
    return content.decode()


PIECE, PERSON, DESK = "/series/rivers/gauge/", "person", "organisation"
# address, what has to stand there
TABLE = [
    ("DOI", PIECE, f'<link rel="cite-as" href="{DOI_ADDRESS}">'),
    ("DOI", PIECE, f'<meta name="citation_doi" content="{DOI}">'),
    ("DOI", PIECE, f'<meta name="DC.identifier" content="{DOI_ADDRESS}">'),
    ("DOI", PIECE, f'"propertyID": "DOI", "value": "{DOI}", "url": "{DOI_ADDRESS}"'),
    ("DOI", PIECE, f'DOI: <a href="{DOI_ADDRESS}" rel="cite-as">{DOI}</a>'),
    ("DOI", PIECE + "cite.bib", f"doi = {{{DOI}}}"),
    ("DOI", PIECE + "cite.ris", f"DO  - {DOI}"),
    ("DOI", PIECE + "cite.json", f'"DOI": "{DOI}"'),
    ("DOI", PIECE + "republish.txt", DOI),
    ("DOI", "/series/rivers/gauge.epub", f'<dc:identifier id="doi">{DOI}</dc:identifier>'),
    ("DOI", "/series/rivers/gauge.epub", f'href="{DOI_ADDRESS}"'),
    ("DOI", "/series/rivers.epub", f'href="{DOI_ADDRESS}"'),
    ("DOI", "/series/rivers/all/", f'href="{DOI_ADDRESS}"'),
    ("DOI", "/series/rivers/feed/rss/", f"<dc:identifier>{DOI_ADDRESS}</dc:identifier>"),
    ("DOI", "/series/rivers/feed/atom/", f'<link rel="cite-as" href="{DOI_ADDRESS}"/>'),
    ("DOI", "/series/rivers/feed/json/", f'"_identifiers": {{"doi": "{DOI}", "url": "{DOI_ADDRESS}"}}'),
    ("ORCID", PIECE, f'<meta name="citation_author_orcid" content="{ORCID_ADDRESS}">'),
    ("ORCID", PIECE, f'"identifier": "{ORCID_ADDRESS}", "sameAs": ["{ORCID_ADDRESS}"]'),
    ("ORCID", PIECE, f'ORCID: <a href="{ORCID_ADDRESS}">{ORCID}</a>'),
    ("ORCID", PERSON, f'<a href="{ORCID_ADDRESS}" rel="me">ORCID {ORCID}</a>'),
    ("ORCID", "/series/rivers.epub", f'refines="#person-1">{ORCID_ADDRESS}</meta>'),
    ("ORCID", "/series/rivers/gauge.epub", f'ORCID: <a href="{ORCID_ADDRESS}">'),
    ("ORCID", "/series/rivers/feed/json/", f'"_identifiers": {{"orcid": "{ORCID_ADDRESS}"}}'),
    ("ROR", PIECE, f'"identifier": "{ROR_ADDRESS}", "sameAs": ["{ROR_ADDRESS}"]'),
    ("ROR", DESK, f'<a href="{ROR_ADDRESS}" rel="me">ROR {ROR}</a>'),
    ("ROR", PERSON, f'"identifier": "{ROR_ADDRESS}"'),
    ("ROR", "/series/rivers.epub", f'refines="#person-2">{ROR_ADDRESS}</meta>'),
    ("ROR", "/series/rivers/feed/json/", f'"_identifiers": {{"ror": "{ROR_ADDRESS}"}}'),
]


def test_every_surface_tells_the_identifiers_that_belong_there(client, world):
    read, missing = {}, []
    for name, address, words in TABLE:
        if address not in read:
            read[address] = text_of(
                client.get(getattr(world, address).url if address in (PERSON, DESK) else address)
            )
        if words not in read[address]:
            missing.append(f"{name} at {address}: {words}")
    assert not missing, "\n".join(missing)


def test_a_citation_file_has_no_field_that_its_schema_does_not_know(client, world):
    """CSL 1.0.2: a name has parts and nothing else, so a strict reader would refuse one with an identifier."""
    (item,) = client.get(PIECE + "cite.json").json()
    assert {key for name in item["author"] for key in name} <= {"family", "given", "literal"}


def test_every_style_cites_by_the_doi(client, world):
    page = client.get(PIECE).content.decode()
    for style in ("apa", "chicago", "mla"):
        citation = page.split(f'id="cite-{style}">')[1].split("</p>")[0].replace("<wbr>", "")
        assert DOI_ADDRESS in citation, style


def test_the_book_of_a_piece_has_its_doi_in_its_colophon(world):
    book = book_of_piece(world.piece, frame_of(Site.objects.get()))
    assert (book.doi, DOI_ADDRESS in book.citation) == (DOI, True)
    colophon = document_of(book, frame_of(Site.objects.get())).html.split('id="colophon"')[1]
    assert f'DOI: <a href="{DOI_ADDRESS}" rel="cite-as">{DOI}</a>' in colophon


def test_the_doi_is_told_in_a_header_too(client, world):
    for answer in (client.get(PIECE), client.head(PIECE)):
        assert answer["Link"] == f'<{DOI_ADDRESS}>; rel="cite-as"'
    InstallmentPage.objects.update(doi="")
    assert "Link" not in client.get(PIECE)


def test_a_withdrawn_piece_keeps_the_page_that_its_doi_leads_to(client, world):
    Correction.objects.create(
        page=world.piece,
        kind="withdrawal",
        date=date(2026, 5, 5),
        text="<p>Wrong.</p>",
        locale=world.piece.locale,
    )
    InstallmentPage.objects.get(pk=world.piece.pk).save()
    answer = client.get(PIECE)
    assert (answer.status_code, answer["Link"]) == (200, f'<{DOI_ADDRESS}>; rel="cite-as"')
    page = answer.content.decode()
    assert "The water rose" not in page
    assert f'DOI: <a href="{DOI_ADDRESS}" rel="cite-as">{DOI}</a>' in page


def test_what_is_pasted_around_a_doi_goes_when_the_page_is_saved(world):
    world.piece.doi = "https://doi.org/10.1234/a%23b(1)"
    world.piece.full_clean()
    assert world.piece.doi == DOI
    world.piece.doi = "soon"
    with pytest.raises(ValidationError, match="This is no DOI"):
        world.piece.full_clean()


def test_an_orcid_is_a_persons_and_a_ror_id_an_organisations(world):
    world.person.ror, world.organisation.orcid = ROR, ORCID
    with pytest.raises(ValidationError, match="A ROR id is that of an organisation"):
        world.person.full_clean()
    with pytest.raises(ValidationError, match="An ORCID is that of a person"):
        world.organisation.full_clean()


def test_the_checklist_names_another_piece_with_the_same_doi(world):
    factories.translated(world.piece)
    other = factories.InstallmentFactory(title="The levee", doi=DOI.upper())
    bare = factories.InstallmentFactory()
    pieces = read_pieces([world.piece, other, bare])
    found = {pk: [finding.message for finding in OneDoi().check(piece)] for pk, piece in pieces.items()}
    words = "“{}” has the same DOI. Cited by it, readers reach one of the two."
    assert found[world.piece.pk] == [words.format("The levee")]
    assert found[other.pk][0] == words.format("The gauge")
    assert found[bare.pk] == []


def test_authors_are_known_again_by_their_identifiers():
    data = f"name,kind,orcid,ror\nW. Choe,person,https://orcid.org/{ORCID},\nRI,organisation,,https://ror.org/{ROR}\n"
    report = import_authors(data.encode())
    assert (report.created, [page.title for page in report.unchanged]) == (
        [],
        ["Choe Won-gi", "River Institute"],
    )
