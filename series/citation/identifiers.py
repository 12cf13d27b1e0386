"""Where identifiers of other registries are resolved: ORCID iDs of people, ROR ids of organisations, DOIs.

What editors may type is told by publication/identifiers.py.
"""

from urllib.parse import quote

# What may stand in an address as it is. A DOI may hold signs that end or break one: # ? < > (DOI Handbook, 2.5.2.4).
PLAIN = "/:;()@!$&'*+,=~"


def orcid_address(orcid: str) -> str:
    """The address of a bare ORCID iD, "" for none."""
    return f"https://orcid.org/{orcid}" if orcid else ""


def ror_address(ror: str) -> str:
    """The address of a bare ROR id, "" for none."""
    return f"https://ror.org/{ror}" if ror else ""


def doi_address(doi: str) -> str:
    """The address of a bare DOI, percent-encoded, "" for none."""
    return f"https://doi.org/{quote(doi, safe=PLAIN)}" if doi else ""
