"""Identifiers of other registries as they are typed: kept bare, and refused where a sign is wrong."""

import pytest
from django.core.exceptions import ValidationError

from publication.identifiers import (
    DoiField,
    OrcidField,
    RorField,
    bare_doi,
    bare_orcid,
    bare_ror,
    validate_doi,
    validate_orcid,
    validate_ror,
)


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("10.1234/abcd", "10.1234/abcd"),
        (" 10.1234/abcd\n", "10.1234/abcd"),
        ("doi:10.1234/abcd", "10.1234/abcd"),
        ("DOI: 10.1234/ABcd", "10.1234/ABcd"),
        ("https://doi.org/10.1234/abcd", "10.1234/abcd"),
        ("http://dx.doi.org/10.1234/abcd", "10.1234/abcd"),
        ("doi.org/10.1234/abcd?utm_source=mail", "10.1234/abcd"),
        ("https://doi.org/10.1000/456%23789", "10.1000/456#789"),
        ("10.1000/456#789", "10.1000/456#789"),
        ("10.1000.10/123", "10.1000.10/123"),
        ("10.1002/(SICI)1522-2594(199911)42:5<952::AID>3.0.CO;2-S", "10.1002/(SICI)1522-2594(199911)42:5<952::AID>3.0.CO;2-S"),
    ],
)  # fmt: skip
def test_a_doi_is_kept_bare(typed, bare):
    assert DoiField().clean(typed, None) == bare_doi(typed) == bare


@pytest.mark.parametrize(
    "typed",
    [
        "none",
        "10.12/abcd",
        "10.1234/",
        "10.1234",
        "https://example.org/10.1234/abcd",
        "10.1234/ab cd",
        "11.1234/a",
        "10.١234/a",
    ],
)
def test_what_is_no_doi_is_refused_as_it_was_typed(typed):
    assert bare_doi(typed) == typed
    with pytest.raises(ValidationError, match="This is no DOI"):
        validate_doi(bare_doi(typed))


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("ORCID iD: 0000 0002 1825 0097", "0000-0002-1825-0097"),
        ("0000\u20130002\u20131694\u2013233x", "0000-0002-1694-233X"),
        ("https://orcid.org/0000-0001-5109-3700/", "0000-0001-5109-3700"),
    ],
)
def test_an_orcid_is_kept_bare(typed, bare):
    assert OrcidField().clean(typed, None) == bare_orcid(typed) == bare


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0000-0002-1825-0098", "One digit of this ORCID is mistyped"),
        ("0000-0002-1825", "Write the ORCID like"),
        ("Choe Won-gi", "Write the ORCID like"),
        ("٠000-0002-1825-0097", "Write the ORCID like"),
        ("０000-0002-1825-0097", "Write the ORCID like"),
    ],
)
def test_a_mistyped_orcid_is_refused(typed, words):
    with pytest.raises(ValidationError, match=words):
        validate_orcid(bare_orcid(typed))


@pytest.mark.parametrize("bare", ["05dxps055", "01an7q238", "03yrm5c26", "04wxnsj81", "02twcfp32"])
def test_a_ror_id_is_kept_bare(bare):
    for typed in (bare, f"https://ror.org/{bare}", f"ror.org/{bare.upper()}/", f"ROR: {bare}"):
        assert RorField().clean(typed, None) == bare_ror(typed) == bare


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("05dxps056", "One sign of this ROR id is mistyped"),
        ("05dxqs055", "One sign of this ROR id is mistyped"),
        ("15dxps055", "This is no ROR id"),
        ("05dxpl055", "This is no ROR id"),
        ("grid.20861.3d", "This is no ROR id"),
        ("05dxps0٥5", "This is no ROR id"),
    ],
)
def test_a_mistyped_ror_id_is_refused(typed, words):
    with pytest.raises(ValidationError, match=words):
        validate_ror(bare_ror(typed))


def test_forms_leave_room_for_the_address_around_an_identifier():
    assert [field(max_length=9).formfield().max_length for field in (DoiField, OrcidField, RorField)] == [
        400
    ] * 3
