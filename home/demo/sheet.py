"""What the demo's pictures are drawn on and in: a sheet of paper, its pens, and the design's light colours.

Everything is drawn at twice its size and reduced, which is all the smoothing there is.
"""

import math
from pathlib import Path

from PIL import Image, ImageDraw

IMAGES = Path(__file__).parent / "images"
SCALE = 2
WIDE = (1600, 1000)
SQUARE = (800, 800)

PAPER, WASH, INK = "#fcfdfb", "#f0f4f0", "#17211d"
CELADON, CELADON_DEEP, CELADON_PALE = "#2a6455", "#17443a", "#d3e4da"
INDIGO, INDIGO_DEEP, INDIGO_PALE = "#33507f", "#1c3159", "#d9e2f0"
MADDER, MADDER_DEEP, MADDER_PALE = "#92392b", "#66211a", "#f3dfd8"
GARDENIA, GARDENIA_DEEP, GARDENIA_PALE = "#7d5d12", "#523c08", "#f1e6c6"


class Sheet:
    """A drawing surface that takes coordinates in finished pixels."""

    def __init__(self, ground, size=WIDE):
        self.size = size
        self.image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    @staticmethod
    def _up(points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def line(self, points, colour, width=1.0):
        self.pen.line(self._up(points), colour, max(1, round(width * SCALE)), joint="curve")

    def ribbon(self, path, colour, width):
        """A broad line as one polygon: Pillow's own joints leave spikes at this width."""
        near, far = [], []
        for i, (x, y) in enumerate(path):
            (x1, y1), (x2, y2) = path[max(0, i - 1)], path[min(len(path) - 1, i + 1)]
            length = math.hypot(x2 - x1, y2 - y1)
            across = (-(y2 - y1) / length * width / 2, (x2 - x1) / length * width / 2)
            near.append((x + across[0], y + across[1]))
            far.append((x - across[0], y - across[1]))
        self.shape(near + far[::-1], colour)

    def shape(self, points, colour):
        self.pen.polygon(self._up(points), colour)

    def block(self, left, top, right, bottom, colour):
        # Pillow includes the far edge; the finished pixel does not.
        box = [left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1]
        self.pen.rectangle(box, colour)

    def dot(self, x, y, radius, colour):
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.pen.ellipse(box, colour)

    def ring(self, x, y, radius, colour, width=1.0):
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.pen.ellipse(box, outline=colour, width=max(1, round(width * SCALE)))

    def save(self, name):
        small = self.image.resize(self.size, Image.Resampling.LANCZOS)
        few = small.quantize(96, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(IMAGES / name, optimize=True)


def mix(one, other, share):
    """The colour `share` of the way from one to the other, both as #rrggbb."""
    parts = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)
