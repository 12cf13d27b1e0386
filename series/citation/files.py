"""The files in which references are taken away: their names below a page's address, and how each is written."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from series.citation.bibtex import biblatex, bibtex
from series.citation.csl import csl_item
from series.citation.reference import Reference
from series.citation.ris import ris


@dataclass(frozen=True)
class Format:
    """A format: what people call it, its media type, the ending of its files, and how references are written in it."""

    label: str
    media_type: str
    ending: str
    write: Callable[[Sequence[Reference]], str]


def _csl(references: Sequence[Reference]) -> str:
    return json.dumps([csl_item(reference) for reference in references], ensure_ascii=False, indent=1)


FILES = {
    "cite.bib": Format(
        "BibLaTeX", "application/x-bibtex", "bib", lambda them: "\n".join(map(biblatex, them))
    ),
    "cite-bibtex.bib": Format(
        "BibTeX", "application/x-bibtex", "bib", lambda them: "\n".join(map(bibtex, them))
    ),
    "cite.ris": Format(
        "RIS", "application/x-research-info-systems", "ris", lambda them: "".join(map(ris, them))
    ),
    "cite.json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", "json", _csl),
}
