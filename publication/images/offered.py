"""Which copies of a picture pages offer: by use, format and size, as Wagtail's filters. Plain words, no database."""

from dataclasses import dataclass
from itertools import chain

# As wide as a figure stands on a phone, on a phone that shows two dots for one, on a desk, and on a desk that does.
WIDTHS = (480, 800, 1280, 1920)
COMMON_WIDTH = 1280
# A portrait at its largest (11rem), and the same for two dots for one.
SIDES = (176, 352)
COMMON_SIDE = 352
# The best first: a browser takes the first that it knows.
FORMATS = {"avif": "image/avif", "webp": "image/webp"}


@dataclass(frozen=True)
class Offer:
    """The copies of one picture: (media type, filters) of each better format, and those in the common one.

    `fallback` is among `common`: what browsers without the better formats get, and feeds and other sites.
    """

    better: tuple[tuple[str, tuple[str, ...]], ...]
    common: tuple[str, ...]
    fallback: str

    @property
    def specs(self) -> tuple[str, ...]:
        """All filters, each once; the one that has to be there first."""
        return tuple(
            dict.fromkeys((self.fallback, *self.common, *chain(*(specs for _, specs in self.better))))
        )


def offer(*, width: int, keeps_format: bool, square: bool = False, plain: bool = False) -> Offer:
    """What is offered of an image `width` pixels wide.

    `keeps_format`: it moves or has holes, which the better formats would still or smear, so that it is offered in
    its own at every size. `plain`: in the one copy that everybody can show.
    """
    widths = _useful(width)
    bases = tuple(f"fill-{side}x{side}" for side in SIDES) if square else _of_width(widths)
    fallback = f"fill-{COMMON_SIDE}x{COMMON_SIDE}" if square else f"width-{COMMON_WIDTH}"
    if plain:
        return Offer((), (fallback,), fallback)
    if keeps_format:
        # The common one may be at the image's own size, which needs no second copy under another name.
        own = [one for one in widths if one < width or one > COMMON_WIDTH]
        return Offer((), bases if square else _of_width(sorted({*own, COMMON_WIDTH})), fallback)
    better = ((media, tuple(f"{base}|format-{name}" for base in bases)) for name, media in FORMATS.items())
    return Offer(tuple(better), (fallback,), fallback)


def _useful(own_width: int) -> tuple[int, ...]:
    """Widths up to the image's own, and the first beyond it, which gives the image at its own size."""
    smaller = [width for width in WIDTHS if width < own_width]
    return WIDTHS[: len(smaller) + 1]


def _of_width(widths) -> tuple[str, ...]:
    return tuple(f"width-{width}" for width in widths)


# Every filter that any page asks for.
SPECS = frozenset(
    spec
    for square in (False, True)
    for keeps_format in (False, True)
    for spec in offer(width=max(WIDTHS), keeps_format=keeps_format, square=square).specs
)
