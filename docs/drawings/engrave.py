"""Line engraving as SVG: pale lines on a dark plate, tone made by their thickness alone.

This module holds the plate, its strokes and hatching, and what the park is made of.
It draws nothing by itself; needs numpy. To draw the example's five illustrations:

    python docs/drawings/draw_example.py OUTPUT_FOLDER
"""

import numpy as np

INK, PALE, BRONZE, PATINA, SHADE = "#10302c", "#e9eadf", "#d9a15c", "#7fb9a8", "#0a201d"
SIN, COS, PI = np.sin, np.cos, np.pi


# ---------------------------------------------------------------- lines and plate


def number(value):
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def outline(points):
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "z"


def simplify(points, tolerance):
    """Drop the points of a line of (x, y, width) that a straight run would hit anyway."""
    keep = np.zeros(len(points), bool)
    keep[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last <= first + 1:
            continue
        t = np.linspace(0, 1, last - first + 1)[1:-1, None]
        straight = points[first] * (1 - t) + points[last] * t
        error = (np.abs(points[first + 1 : last] - straight) * (1, 1, 1.2)).max(axis=1)
        worst = int(error.argmax())
        if error[worst] > tolerance:
            worst += first + 1
            keep[worst] = True
            spans += [(first, worst), (worst, last)]
    return points[keep]


def stroke(x, y, width, tolerance=0.3):
    """A line that swells and thins, as one closed path."""
    points = np.column_stack(np.broadcast_arrays(x, y, width)).astype(float)
    if len(points) < 2:
        return ""
    points = simplify(points, tolerance)
    along = np.gradient(points[:, :2], axis=0)
    across = np.column_stack((-along[:, 1], along[:, 0]))
    across *= points[:, 2:] / 2 / (np.linalg.norm(across, axis=1, keepdims=True) + 1e-9)
    ring = np.vstack((points[:, :2] + across, (points[:, :2] - across)[::-1])).round(1)
    moves = np.diff(ring, axis=0)
    return (
        f"M{number(ring[0][0])} {number(ring[0][1])}l"
        + " ".join(f"{number(dx)} {number(dy)}" for dx, dy in moves)
        + "z"
    )


def strokes(x, y, width, thinnest):
    """Strokes for every run of a line that is at least `thinnest` wide."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], width > thinnest, [0]))))
    runs = zip(edges[::2], edges[1::2], strict=True)
    return "".join(stroke(x[a:b], y[a:b], width[a:b]) for a, b in runs)


class Plate:
    def __init__(self, width, height):
        self.width, self.height = width, height
        self.defs, self.body = [], []
        self.fill(box(0, 0, width, height))

    def fill(self, points, colour=INK):
        self.ink(outline(points), colour)

    def ink(self, path, colour=PALE, extra=""):
        self.body.append(f'<path fill="{colour}" d="{path}"{extra}/>')

    def halo(self, points, width, colour=INK):
        """A dark edge that sets a shape off from what lies behind it."""
        self.ink(outline(points), colour, f' stroke="{colour}" stroke-width="{width}"')

    def hatch(
        self, shape, angle, gap, tone, *, colour=PALE, weight=0.82, step=8, bend=None, bare=False
    ):
        """Fill a shape with parallel lines; tone(x, y) from 0 to 1 sets their thickness."""
        if not bare:
            self.fill(shape)
        low, high = np.min(shape, axis=0), np.max(shape, axis=0)
        middle, reach = (low + high) / 2, np.hypot(*(high - low)) / 2 + gap
        u = np.arange(-reach, reach + step, step)
        path = []
        for v in np.arange(-reach, reach, gap):
            x = middle[0] + u * COS(angle) - v * SIN(angle)
            y = middle[1] + u * SIN(angle) + v * COS(angle)
            if bend:
                y = y + bend(x, y)
            near = (x > low[0] - step) & (x < high[0] + step)
            near &= (y > low[1] - step) & (y < high[1] + step)
            width = np.where(near, np.clip(tone(x, y), 0, 1) * weight * gap, 0)
            path.append(strokes(x, y, width, 0.05 * gap))
        name = f"c{len(self.defs)}"
        self.defs.append(f'<clipPath id="{name}"><path d="{outline(shape)}"/></clipPath>')
        self.ink("".join(path), colour, f' clip-path="url(#{name})"')

    def svg(self):
        size = f'viewBox="0 0 {self.width} {self.height}" width="{self.width}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} height="{self.height}">'
            f"<defs>{''.join(self.defs)}</defs>{''.join(self.body)}</svg>\n"
        )


def box(left, top, right, bottom):
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def glow(x, y, cx, cy, sx, sy):
    return np.exp(-(((x - cx) / sx) ** 2) - ((y - cy) / sy) ** 2)


def through(t, *knots):
    """A smooth curve of t through (t, value) knots."""
    at, value = np.array(knots, float).T
    slope = np.gradient(value, at)
    i = np.clip(np.searchsorted(at, t, side="right") - 1, 0, len(at) - 2)
    span = at[i + 1] - at[i]
    k = (t - at[i]) / span
    return (
        (2 * k**3 - 3 * k**2 + 1) * value[i]
        + (k**3 - 2 * k**2 + k) * span * slope[i]
        + (3 * k**2 - 2 * k**3) * value[i + 1]
        + (k**3 - k**2) * span * slope[i + 1]
    )


# ---------------------------------------------------------------- the park


def sky(plate, horizon, cx, cy, *, gap, spread, base=0.11, strength=0.62):
    def tone(x, y):
        light = strength * glow(x, y, cx, cy, *spread)
        return base + 0.1 * y / horizon + light + 0.04 * SIN(x / 170 + y / 60)

    def bend(x, y):
        return 3.2 * SIN(x / 140 + y / 47) + 2 * SIN(x / 53)

    shape = box(0, 0, plate.width, horizon)
    plate.hatch(shape, 0, gap, tone, step=14, bend=bend, bare=True)


def treeline(plate, horizon, height, gap, seed):
    rng = np.random.default_rng(seed)
    x = np.arange(0, plate.width + 12, 12)
    top = horizon - height * (1 + 0.7 * np.abs(SIN(x / 97)) + rng.uniform(0, 0.5, len(x)))
    shape = [(0, horizon), *zip(x, top, strict=True), (plate.width, horizon)]
    plate.hatch(shape, PI / 2, gap, lambda x, y: 0.3 + 0.1 * SIN(x / 31), step=6, colour=PATINA)


def ground(plate, horizon, cx, brightness=0.34):
    plate.fill(box(0, horizon, plate.width, plate.height))
    x = np.arange(-10, plate.width + 30, 24)
    y, gap, path = horizon + 3, 4.5, []
    while y < plate.height + 10:
        depth = min(1, (y - horizon) / (plate.height - horizon))
        tone = brightness * (1 - depth) ** 1.3 + 0.07 + 0.05 * SIN(x / 60 + y / 7)
        tone = tone + 0.28 * glow(x, y, cx, horizon + 60, 420, 110)
        path.append(stroke(x, y + 1.2 * SIN(x / 80 + y / 9), np.maximum(0.4, gap * tone)))
        y, gap = y + gap, gap * 1.055
    plate.ink("".join(path), PALE, ' opacity=".9"')


def birch(plate, x, top, foot, width, *, lean, seed, brightness, gap=3.4, taper=0.6):
    rng = np.random.default_rng(seed)
    marks = [
        (rng.uniform(top, foot), rng.uniform(-0.3, 0.5), width * rng.uniform(0.06, 0.2))
        for _ in range(int((foot - top) / 26))
    ]

    def tone(px, py):
        side = (px - x - lean * (foot - py) / (foot - top)) / width
        light = brightness * (0.66 - 0.8 * side)
        for my, mark, half in marks:
            hit = (np.abs(py - my) < half) & ((side - mark) * np.sign(mark) > -0.12)
            light = np.where(hit, light * 0.1, light)
        return light

    half, tip = width / 2, width * taper / 2
    shape = [(x + lean - tip, top), (x + lean + tip, top), (x + half, foot), (x - half, foot)]
    plate.hatch(shape, 0.12, gap, tone, step=2.5, weight=0.85)


def crown(plate, x, top, foot, seed):
    """A few thin drooping branches for a birch whose top is in view."""
    rng = np.random.default_rng(seed)
    path, t = [], np.linspace(0, 1, 9)
    for k in range(16):
        start, side = rng.uniform(0.02, 0.5), (-1, 1)[k % 2]
        reach = (foot - top) * (0.04 + 0.1 * start) * rng.uniform(0.7, 1.2)
        y = top + (foot - top) * start - reach * (1.5 * t - 0.35 * t**3)
        path.append(stroke(x + side * 0.5 * reach * t**0.8, y, 1.4 - 1.0 * t, 0.1))
    plate.ink("".join(path))


def slab(plate, left, top, right, bottom, *, depth, gap, brightness=0.78):
    """A course of stone: lit front, dark end on the right."""

    def front(x, y):
        return brightness * (0.95 - 0.55 * (x - left) / (right - left))

    plate.hatch(box(left, top, right, bottom), 0, gap, front, step=16)
    plate.fill(box(left, top - gap, right, top + gap))
    plate.fill(box(left, top - 0.3 * gap, right, top + 0.3 * gap), PALE)
    rise = depth * 0.3
    end = [(right, top), (right + depth, top - rise), (right + depth, bottom - rise / 2)]
    plate.hatch([*end, (right, bottom)], PI / 2, gap, lambda x, y: 0 * x + 0.17, step=6)


def pedestal(plate, cx, top, s, gap=4.0):
    """The block and its three steps; `top` is the upper face of the block."""
    for k, width in enumerate((610, 520, 430)):
        y = top + (126 - 20 * k) * s
        slab(plate, cx - width / 2 * s, y, cx + width / 2 * s, y + 20 * s, depth=30 * s, gap=gap)
    slab(plate, cx - 165 * s, top, cx + 165 * s, top + 86 * s, depth=30 * s, gap=gap)
