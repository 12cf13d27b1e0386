"""Findings as the admin lists them: the gravest kind first, each with its name."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy

KINDS = {
    "missing": gettext_lazy("Missing"),
    "dropped": gettext_lazy("Left out"),
    "changed": gettext_lazy("Changed"),
    "guessed": gettext_lazy("Guessed"),
    "kept": gettext_lazy("Kept"),
}


def in_words(findings: Iterable[Mapping]) -> list[dict]:
    """Findings as reports hold them, in order and with their `label`."""
    order = list(KINDS)
    return [
        dict(finding) | {"label": KINDS[finding["kind"]]}
        for finding in sorted(findings, key=lambda finding: order.index(finding["kind"]))
    ]
