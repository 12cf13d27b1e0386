"""Addresses of ORCID iDs and DOIs."""

import pytest

from series.citation.identifiers import doi_address, orcid_address


def test_an_orcid_leads_to_its_record():
    assert orcid_address("0000-0002-1825-0097") == "https://orcid.org/0000-0002-1825-0097"


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        ("10.1234/abcd", "https://doi.org/10.1234/abcd"),
        ("10.1000/456#789", "https://doi.org/10.1000/456%23789"),
        (
            "10.1002/(SICI)1522-2594(199911)42:5<952::AID-MRM16>3.0.CO;2-S",
            "https://doi.org/10.1002/(SICI)1522-2594(199911)42:5%3C952::AID-MRM16%3E3.0.CO;2-S",
        ),
    ],
)
def test_a_doi_leads_to_its_publication_whatever_signs_it_holds(doi, address):
    assert doi_address(doi) == address


def test_no_identifier_has_no_address():
    assert (orcid_address(""), doi_address("")) == ("", "")
