"""The colours of the cloths for what is drawn: covers of books, cards for links. Those of static/css/site.css in light."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cloth:
    """The tones of a cloth, as #rrggbb."""

    plain: str
    deep: str
    pale: str


CLOTHS = {
    "celadon": Cloth("#2a6455", "#17443a", "#d3e4da"),
    "indigo": Cloth("#33507f", "#1c3159", "#d9e2f0"),
    "madder": Cloth("#92392b", "#66211a", "#f3dfd8"),
    "gardenia": Cloth("#7d5d12", "#523c08", "#f1e6c6"),
}
# What is written on the plain and deep tones, and on the pale one.
ON_CLOTH, ON_PALE = "#f7faf7", "#17211d"


def cloth_of(name: str) -> Cloth:
    """The cloth of a series; that of a new one for a name that there is none of."""
    return CLOTHS.get(name, CLOTHS["celadon"])
