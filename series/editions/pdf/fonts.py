"""The site's own type for paper: the variable font cut into plain ones.

Pango takes the sizes that a font with an optical-size axis is drawn for (18 points and more) as a bound, and would set
smaller text in the italic, which has none.
"""

import io
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "static" / "fonts"
ROMAN, ITALIC = "newsreader-roman.woff2", "newsreader-italic.woff2"
# name that the style sheet asks for -> (weight, optical size in points)
CUTS = {"fonts/text-400.ttf": (400, 18), "fonts/text-500.ttf": (500, 18), "fonts/text-600.ttf": (600, 18)}
AS_IT_IS = {"fonts/italic.woff2": ITALIC}


def font(name: str) -> bytes | None:
    """The file of a font by the name in the style sheet; None for any other name."""
    if name in AS_IT_IS:
        return (FOLDER / AS_IT_IS[name]).read_bytes()
    return _cut(*CUTS[name]) if name in CUTS else None


@lru_cache(maxsize=len(CUTS))
def _cut(weight: int, size: int) -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    # Without the moment at which it was cut: the same book gives the same file.
    variable = TTFont(FOLDER / ROMAN, recalcTimestamp=False)
    variable.flavor = None
    plain = instantiateVariableFont(variable, {"wght": weight, "opsz": size})
    output = io.BytesIO()
    plain.save(output)
    return output.getvalue()
