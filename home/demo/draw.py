"""Draw the pictures of the demo series.

Run `python -m home.demo.draw` to write every PNG into `images/` again; the result is the same each time.
"""

import math
import random

from home.demo.sheet import (
    CELADON,
    CELADON_DEEP,
    CELADON_PALE,
    GARDENIA_DEEP,
    GARDENIA_PALE,
    IMAGES,
    INDIGO,
    INDIGO_DEEP,
    INDIGO_PALE,
    INK,
    MADDER,
    MADDER_DEEP,
    MADDER_PALE,
    PAPER,
    SCALE,
    SQUARE,
    WASH,
    Sheet,
    mix,
)  # fmt: skip

SEOUL = (37.57, 126.98)
CAPITALS = {
    "Bandar Seri Begawan": (4.89, 114.94),
    "Bangkok": (13.76, 100.50),
    "Hanoi": (21.03, 105.85),
    "Jakarta": (-6.21, 106.85),
    "Kuala Lumpur": (3.14, 101.69),
    "Manila": (14.60, 120.98),
    "Naypyidaw": (19.75, 96.12),
    "Phnom Penh": (11.56, 104.92),
    "Singapore": (1.29, 103.85),
    "Vientiane": (17.97, 102.63),
}
# Hours between sunrise and sunset on the 15th of each month, January first.
DAYLIGHT_SEOUL = [9.8, 10.8, 11.9, 13.1, 14.2, 14.7, 14.5, 13.7, 12.5, 11.3, 10.2, 9.6]
DAYLIGHT_JAKARTA = [12.4, 12.3, 12.1, 12.0, 11.8, 11.8, 11.8, 11.9, 12.1, 12.2, 12.4, 12.5]


def distance_and_bearing(start, end):
    """Kilometres along the great circle, and the bearing at the start in radians."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*start, *end))
    turn = lon2 - lon1
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(turn / 2) ** 2
    bearing = math.atan2(
        math.sin(turn) * math.cos(lat2),
        math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(turn),
    )
    return 2 * 6371 * math.asin(math.sqrt(half)), bearing


def capitals():
    """Ten lines from Seoul, true in length and bearing, turned to lie on their side."""
    sheet = Sheet(CELADON_PALE)
    x0, y0, pixels_per_km = 1440, 505, 0.245
    for km in range(1000, 7000, 1000):
        sheet.ring(x0, y0, km * pixels_per_km, mix(CELADON_PALE, CELADON, 0.42), 1.5)
    measured = [distance_and_bearing(SEOUL, place) for place in CAPITALS.values()]
    middle = (min(b for _, b in measured) + max(b for _, b in measured)) / 2
    for km, bearing in sorted(measured):
        turn = bearing - middle
        reach = km * pixels_per_km
        end = (x0 - reach * math.cos(turn), y0 - reach * math.sin(turn))
        sheet.line([(x0, y0), end], CELADON, 3)
        sheet.dot(*end, 13, CELADON_PALE)
        sheet.dot(*end, 10, CELADON_DEEP)
    sheet.dot(x0, y0, 30, CELADON_PALE)
    sheet.dot(x0, y0, 24, MADDER)
    sheet.save("capitals.png")


def lanes():
    """Three shipping lanes over a chart's grid, with loads under way."""
    sheet = Sheet(INDIGO_DEEP)
    grid = mix(INDIGO_DEEP, INDIGO, 0.9)
    for x in range(0, 1601, 80):
        sheet.line([(x, 0), (x, 1000)], grid, 1)
    for y in range(20, 1001, 80):
        sheet.line([(0, y), (1600, y)], grid, 1)
    chance = random.Random(2020)
    courses = [
        (INDIGO, lambda t: (1700 * t - 50, 160 + 560 * t**1.6)),
        (mix(INDIGO, INDIGO_PALE, 0.3), lambda t: (1700 * t - 50, 820 - 520 * math.sin(t * 2.4) * t)),
        (mix(INDIGO, INDIGO_PALE, 0.62), lambda t: (1700 * t - 50, 480 + 150 * math.sin(t * 5.2 + 0.4))),
    ]
    loads = [MADDER_PALE, GARDENIA_PALE, CELADON_PALE, MADDER, PAPER]
    for colour, course in courses:
        path = [course(i / 240) for i in range(241)]
        sheet.ribbon(path, colour, 62)
        sheet.ribbon(path, mix(colour, INDIGO_DEEP, 0.35), 2)
        step = 0.03
        while step < 0.97:
            (x, y), (ahead_x, ahead_y) = course(step), course(step + 0.005)
            angle = math.atan2(ahead_y - y, ahead_x - x)
            for k in range(chance.randint(1, 4)):
                _load(
                    sheet,
                    x + 32 * k * math.cos(angle),
                    y + 32 * k * math.sin(angle),
                    angle,
                    chance.choice(loads),
                )
            step += 0.09 + chance.random() * 0.07
    sheet.save("lanes.png")


def _load(sheet, x, y, angle, colour):
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    corners = [(-14, -11), (14, -11), (14, 11), (-14, 11)]
    sheet.shape(
        [(x + a * along[0] + b * across[0], y + a * along[1] + b * across[1]) for a, b in corners], colour
    )


def seam():
    """Two regions of rings that meet without matching: three places and seven."""
    left, right = Sheet(MADDER_PALE), Sheet(CELADON_PALE)
    for radius in range(44, 1500, 44):
        left.ring(250, 640, radius, mix(MADDER_PALE, MADDER, 0.5), 3)
        right.ring(1290, 330, radius, mix(CELADON_PALE, CELADON, 0.55), 3)
    line = 640
    left.image.paste(right.image.crop((line * SCALE, 0, *right.image.size)), (line * SCALE, 0))
    left.block(line - 5, 0, line + 5, 1000, PAPER)
    three = [(190, 280), (455, 470), (400, 820)]
    seven = [(790, 200), (860, 560), (1000, 330), (1080, 800), (1240, 610), (1400, 250), (1470, 770)]
    for places, colour, pale in ((three, MADDER_DEEP, MADDER_PALE), (seven, CELADON_DEEP, CELADON_PALE)):
        for x, y in places:
            left.dot(x, y, 40, pale)
            left.dot(x, y, 25, colour)
    left.save("seam.png")


def river():
    """A river from its source to its delta, in layers, with gauges along it."""
    sheet = Sheet(PAPER)
    layers = 7

    def height(x, layer):
        fall = 130 + 640 * (1 - math.exp(-x / 430)) / (1 - math.exp(-1600 / 430))
        ripple = (15 - layer) * math.sin(x / (95 + 14 * layer) + layer * 1.3)
        return fall + ripple * (0.35 + 0.65 * math.exp(-x / 700)) + layer * (20 + 26 * math.exp(-x / 500))

    for layer in range(layers):
        colour = mix(INDIGO_PALE, INDIGO_DEEP, layer / (layers - 1))
        edge = [(x, height(x, layer)) for x in range(0, 1605, 5)]
        sheet.shape([*edge, (1600, 1000), (0, 1000)], colour)
        if layer == 0:
            for x in (140, 330, 540, 790, 1070, 1370):
                top = height(x, 0)
                sheet.block(x - 4, top - 92, x + 4, top + 30, INK)
                for mark in range(4):
                    y = top - 84 + 24 * mark
                    sheet.block(x + 4, y, x + (26 if mark % 2 == 0 else 17), y + 5, INK)
                sheet.dot(x, top - 98, 9, MADDER)
    sheet.save("river.png")


def daylight():
    """A day for each month: Seoul's light as a band, Jakarta's as two lines."""
    sheet = Sheet(GARDENIA_PALE)
    left, step, width, top, bottom = 110, 116, 92, 90, 910
    per_hour = (bottom - top) / 24
    middle = (top + bottom) / 2
    for month, hours in enumerate(DAYLIGHT_SEOUL):
        x = left + month * step
        half = hours / 2 * per_hour
        sheet.block(x, top, x + width, bottom, GARDENIA_DEEP)
        sheet.block(x, middle - half, x + width, middle + half, "#e2b94a")
    for side in (-1, 1):
        line = [
            (left + month * step + width / 2, middle + side * hours / 2 * per_hour)
            for month, hours in enumerate(DAYLIGHT_JAKARTA)
        ]
        line = [(left - 40, line[0][1]), *line, (left + 11 * step + width + 40, line[-1][1])]
        sheet.line(line, GARDENIA_PALE, 9)
        sheet.line(line, MADDER, 4)
    sheet.save("daylight.png")


def shelf():
    """Six spines on a board, the last of them the tallest."""
    sheet = Sheet(WASH)
    board = 860
    spines = [
        (150, 520, CELADON_DEEP), (118, 455, CELADON), (176, 585, mix(CELADON_PALE, CELADON, 0.12)),
        (140, 500, CELADON), (124, 440, CELADON_DEEP), (206, 690, CELADON),
    ]  # fmt: skip
    x = (1600 - sum(w for w, _, _ in spines) - 8 * 5) / 2
    for width, tall, colour in spines:
        top = board - tall
        sheet.block(x, top, x + width, board, colour)
        band = PAPER if colour != spines[2][2] else CELADON_DEEP
        faded = mix(colour, band, 0.55)
        sheet.block(x, top + 56, x + width, top + 60, faded)
        sheet.block(x, top + 70, x + width, top + 73, faded)
        sheet.block(x, board - 72, x + width, board - 68, faded)
        x += width + 8
    sheet.block(120, board, 1480, board + 14, INK)
    sheet.save("shelf.png")


def city():
    """A plan of blocks that make room for one stream."""
    sheet = Sheet(PAPER)
    chance = random.Random(2005)
    tilt = math.radians(-7)

    def place(u, v):
        x, y = u - 800, v - 500
        return (800 + x * math.cos(tilt) - y * math.sin(tilt), 500 + x * math.sin(tilt) + y * math.cos(tilt))

    v = -200
    while v < 1200:
        deep, u = chance.choice((64, 78, 92)), -250
        while u < 1850:
            wide = chance.choice((54, 74, 96, 128, 158))
            colour = chance.choice(
                [INDIGO_PALE] * 6 + [mix(INDIGO_PALE, INDIGO, 0.18)] * 3 + [mix(INDIGO_PALE, INDIGO, 0.42)]
            )
            if chance.random() < 0.035:
                colour = CELADON_PALE
            corners = [(u, v), (u + wide, v), (u + wide, v + deep), (u, v + deep)]
            sheet.shape([place(*corner) for corner in corners], colour)
            u += wide + chance.choice((9, 9, 9, 22))
        v += deep + chance.choice((9, 9, 24))
    course = [
        (x, 640 - 250 / (1 + math.exp(-(x - 860) / 150)) + 16 * math.sin(x / 170))
        for x in range(-20, 1630, 6)
    ]
    sheet.ribbon(course, PAPER, 104)
    sheet.ribbon(course, INDIGO_DEEP, 66)
    for i, share in ((-15, 0.35), (12, 0.2)):
        sheet.ribbon([(x, y + i) for x, y in course], mix(INDIGO_DEEP, INDIGO_PALE, share), 2.5)
    for x in (190, 470, 700, 935, 1150, 1400):
        y = min(course, key=lambda point: abs(point[0] - x))[1]
        sheet.shape([(x - 9, y - 62), (x + 9, y - 62), (x + 15, y + 62), (x - 3, y + 62)], PAPER)
    sheet.save("city.png")


def desk():
    """The Series Editors' mark: five bars of the shelf, square."""
    sheet = Sheet(CELADON_PALE, SQUARE)
    for i, tall in enumerate((300, 250, 340, 285, 400)):
        x = 165 + i * 96
        sheet.block(x, 600 - tall, x + 80, 600, CELADON_DEEP if i % 2 == 0 else CELADON)
    sheet.block(145, 600, 655, 608, INK)
    sheet.save("desk.png")


def main():
    IMAGES.mkdir(exist_ok=True)
    for drawing in (capitals, lanes, seam, river, daylight, shelf, city, desk):
        drawing()


if __name__ == "__main__":
    main()
