"""The site's own type for paper: the variable font cut into plain ones, which are kept in `cuts/`.

Pango takes the sizes that a font with an optical-size axis is drawn for (18 points and more) as a bound, and would set
smaller text in the italic, which has none. Cutting takes seconds, so it is done when the font changes, by
`python series/editions/pdf/fonts.py`, and not in each process that makes a PDF.
"""

import io
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "static" / "fonts"
CUT = Path(__file__).parent / "cuts"
ROMAN, ITALIC = "newsreader-roman.woff2", "newsreader-italic.woff2"
# name that the style sheet asks for -> (weight, optical size in points)
CUTS = {"fonts/text-400.ttf": (400, 18), "fonts/text-500.ttf": (500, 18), "fonts/text-600.ttf": (600, 18)}
AS_IT_IS = {"fonts/italic.woff2": ITALIC}


@lru_cache(maxsize=len(CUTS) + len(AS_IT_IS))
def font(name: str) -> bytes | None:
    """The file of a font by the name in the style sheet; None for any other name."""
    if name in AS_IT_IS:
        return (FOLDER / AS_IT_IS[name]).read_bytes()
    return (CUT / Path(name).name).read_bytes() if name in CUTS else None


def cut(weight: int, size: int) -> bytes:
    """A plain font out of the variable one, of a weight and for a size; the same bytes each time."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    # Without the moment at which it was cut.
    variable = TTFont(FOLDER / ROMAN, recalcTimestamp=False)
    variable.flavor = None
    plain = instantiateVariableFont(variable, {"wght": weight, "opsz": size})
    output = io.BytesIO()
    plain.save(output)
    return output.getvalue()


if __name__ == "__main__":
    for name, axes in CUTS.items():
        (CUT / Path(name).name).write_bytes(cut(*axes))
