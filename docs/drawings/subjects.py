"""What stands in the drawings: the cloth and its ropes, people, and paper."""

import numpy as np
from engrave import (
    BRONZE,
    COS,
    INK,
    PALE,
    PI,
    SHADE,
    SIN,
    box,
    glow,
    pedestal,
    stroke,
    through,
)

# ---------------------------------------------------------------- the cloth


def veil(u, v):
    """The cloth over its block as (x, y, depth, shade); u runs across, v from crest to hem.

    The crest is an uneven edge, not a head: what stands beneath must stay unknown.
    """
    a = 2 * u - 1
    left = through(v, (0, -122), (0.1, -140), (0.35, -146), (0.6, -160), (0.8, -172), (1, -206))
    right = through(v, (0, 126), (0.1, 144), (0.35, 142), (0.6, 158), (0.8, 166), (1, 190))
    x = left + (right - left) * (0.5 + 0.27 * SIN(PI * a / 2) + 0.23 * a)
    corners = (0, 0.07, 0.33, 0.6, 0.93, 1)
    crest = np.interp(u, corners, (-346, -364, -408, -388, -346, -326))
    crest = crest + 7 * np.abs(SIN(PI * np.interp(u, corners, range(6))))
    hem = through(u, (0, 94), (0.1, 84), (0.26, 52), (0.6, 40), (1, 24))
    y = crest + (hem - crest) * v
    turn = 2 * PI * (5.2 * u + 0.4 * SIN(6 * u) + 0.22 * v * SIN(9 * u + 1))
    pleat = fold(turn)
    loose = np.clip((v - 0.55) / 0.45, 0, 1)
    small = fold(2 * turn + 1.3 + v)
    depth = 95 * COS(PI * a / 2) ** 0.8 + 26 * np.clip((v - 0.04) / 0.5, 0, 1) * pleat
    depth += 12 * loose * small
    shade = (
        1 - 1.1 * np.clip((v - 0.04) / 0.25, 0, 1) * (1 - pleat) ** 1.4 - 0.4 * loose * (1 - small)
    )
    for px, py, count, reach in ((-128, -362, 9, 150), (-56, -408, 8, 130), (128, -344, 10, 180)):
        far = np.hypot(x - px, y - py)
        angle = np.arctan2(x - px, y - py)
        fade = np.clip(far / 30, 0, 1) * np.exp(-((far / reach) ** 2))
        depth += 17 * fade * fold(count * angle)
        shade -= 0.6 * fade * (1 - fold(count * angle))
    return x + 5 * loose * SIN(turn), y + 13 * loose**2 * (pleat - 0.5), depth, shade


def fold(t):
    """A rounded ridge between narrow valleys, from 0 to 1."""
    return np.sqrt(SIN(t / 2) ** 2 + 0.03) / 1.015


def drape(plate, surface, cx, top, s, count=78, steps=110):
    """Engrave a cloth with lines that fall along its folds, lit from the upper left."""
    v, u = np.meshgrid(np.linspace(0, 1, steps), (np.arange(count) + 0.5) / count)
    x, y, depth, shade = surface(u, v)
    x, y, depth = cx + s * x, top + s * y, s * depth
    (xu, xv), (yu, yv), (zu, zv) = (np.gradient(f) for f in (x, y, depth))
    normal = np.stack((yu * zv - zu * yv, zu * xv - xu * zv, xu * yv - yu * xv))
    normal /= np.linalg.norm(normal, axis=0) + 1e-9
    light = np.clip(np.tensordot((-0.56, -0.3, 0.77), normal, 1), 0, 1)
    gap = np.abs(xu * yv - yu * xv) / (np.hypot(xv, yv) + 1e-9)
    width = np.clip(0.07 + 0.97 * light**1.6 * shade, 0.06, 0.92) * gap
    edge = np.linspace(0, 1, steps)
    rim = [surface(0 * edge, edge), surface(edge, 0 * edge + 1)]
    rim += [surface(0 * edge + 1, edge[::-1]), surface(edge[::-1], 0 * edge)]
    ring = np.hstack([np.stack(side[:2]) for side in rim]).T * s + (cx, top)
    hem = ring[steps : 2 * steps]
    plate.fill(np.vstack((hem, hem[::-1] + (2 * s, 13 * s))), SHADE)
    plate.halo(ring, 7 * s)
    path = [stroke(*line) for line in zip(x, y, np.maximum(width, 0.35), strict=True)]
    plate.ink("".join(path))


def rope(plate, x, y, thick):
    """A twisted bronze rope along a line of points."""
    run = np.concatenate(([0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    at = np.arange(0, run[-1], thick * 0.62)
    px, py = np.interp(at, run, x), np.interp(at, run, y)
    slope = np.arctan2(np.interp(at + 1, run, y) - py, np.interp(at + 1, run, x) - px)
    plate.ink(stroke(x, y, thick + 4), INK)
    path, lay = [], np.array((-0.5, 0, 0.5))
    for cx, cy, angle in zip(px[:-1], py[:-1], slope[:-1], strict=True):
        dx, dy = thick * COS(angle + 0.9) * lay, thick * SIN(angle + 0.9) * lay
        path.append(stroke(cx + dx, cy + dy, thick * np.array((0.2, 0.5, 0.16)), 0.05))
    plate.ink("".join(path), BRONZE)


def tassel(plate, x, y, s):
    rope(plate, np.array((x, x)), np.array((y, y + 12 * s)), 8 * s)
    for k in np.linspace(-1, 1, 7):
        lines = x + k * s * np.array((2.5, 5, 7.5)), y + s * np.array((12, 26, 40))
        plate.ink(stroke(*lines, s * np.array((1, 1.9, 0.8)), 0.05), BRONZE)


def veiled_sculpture(plate, cx, top, s, gap=4.0, count=78):
    """Pedestal, cloth and lashings. `top` is the upper face of the block."""
    pedestal(plate, cx, top, s, gap)
    drape(plate, veil, cx, top, s, count)
    for start, end in ((-262, -230), (-52, -78)):
        x, y = lashing(start, end)
        rope(plate, cx + s * x, top + s * y, 8 * s)
    x, y, *_ = veil(0.33, np.linspace(0, 0.88, 60))
    rope(plate, cx + s * x, top + s * y, 8 * s)
    tassel(plate, cx + s * x[-1], top + s * y[-1], s)


def lashing(start, end):
    """Points of a rope bound across the cloth between two heights."""
    x, y = [], []
    for u in np.linspace(0, 1, 50):
        column = veil(u, np.linspace(0, 1, 200))
        y.append(start + (end - start) * u + 9 * SIN(PI * u))
        x.append(np.interp(y[-1], column[1], column[0]))
    return np.array([*x, x[-1] + 5]), np.array([*y, y[-1]])


def pull_cord(plate, start, end, sag, s):
    """A slack cord from the cloth down to a peg in the ground."""
    t = np.linspace(0, 1, 60)
    x = start[0] + (end[0] - start[0]) * t
    y = start[1] + (end[1] - start[1]) * t + sag * SIN(PI * t)
    rope(plate, x, y, 5.5 * s)
    peg = [(-4, 8), (4, 8), (3, -26), (-3, -26)]
    plate.fill([(end[0] + s * dx, end[1] + s * dy) for dx, dy in peg], BRONZE)


# ---------------------------------------------------------------- people, seen from behind


def crowd(plate, left, right, foot, count, height, seed):
    rng = np.random.default_rng(seed)
    x = left + (right - left) * (np.arange(count) + rng.uniform(0.15, 0.85, count)) / count
    y = foot + rng.uniform(-0.12, 0.16, count) * height
    for i in np.argsort(y):
        person(
            plate,
            x[i],
            y[i],
            height * rng.uniform(0.86, 1.06),
            *rng.uniform((0.9, 0.14), (1.2, 0.4)),
        )


def person(plate, x, y, h, build, hem):
    """A coat and the back of a head: no face, no uniform."""
    level = np.array((hem, 0.5, 0.64, 0.76, 0.815, 0.85)) * h
    half = np.array((0.135, 0.115, 0.12, 0.135, 0.1, 0.035)) * h * build
    left = np.column_stack((x - half, y - level))
    right = np.column_stack((x + half, y - level))
    for side in (-1, 1):
        leg = x + side * 0.055 * h, y - np.array((0, 0.2, hem + 0.03)) * h
        plate.ink(stroke(*leg, 0.1 * h), INK)
        plate.ink(stroke(leg[0] - 0.02 * h, leg[1], np.array((0.5, 1, 1)) * 0.03 * h))
    plate.halo(np.vstack((left, right[::-1])), 3)
    turn = np.linspace(0, 2 * PI, 24)
    plate.halo(np.column_stack((x + 0.06 * h * COS(turn), y + h * (0.077 * SIN(turn) - 0.915))), 3)
    path = []
    for k in (np.arange(5) + 0.5) / 5:
        line = left * (1 - k) + right * k
        width = np.maximum(0.5, (0.95 - 0.85 * k) * 0.4 * half[:5])
        path.append(stroke(*line[:5].T, width, 0.1))
    for k, wide in ((-0.35, 0.062), (0.5, 0.016)):
        reach = np.array((-1, -0.6, 0, 0.6, 1)) * 0.077 * h * np.sqrt(1 - k * k)
        bulge = x + 0.06 * h * k * np.array((0.8, 1, 1.05, 1, 0.8))
        width = wide * h * np.array((0.3, 0.9, 1, 0.9, 0.3))
        path.append(stroke(bulge, y - 0.915 * h + reach, width, 0.05))
    plate.ink("".join(path))


# ---------------------------------------------------------------- paper


def sheet(plate, cx, cy, width, height, angle, light, colour=PALE, gap=3.2):
    """A sheet of paper with its shadow; returns a function from sheet to plate points."""

    def place(x, y):
        return cx + x * COS(angle) - y * SIN(angle), cy + x * SIN(angle) + y * COS(angle)

    def tone(x, y):
        across = (x - cx) * COS(angle) + (y - cy) * SIN(angle)
        return light * (0.95 - 0.35 * (across / width + 0.5))

    w, h = width / 2, height / 2
    plate.fill([place(x + 13, y + 15) for x, y in box(-w, -h, w, h)], SHADE)
    shape = [place(x, y) for x, y in box(-w, -h, w, h)]
    plate.hatch(shape, angle + 0.9, gap, tone, colour=colour, weight=0.92, step=16)
    return place


def bars(plate, place, left, top, widths, pitch, thick=6):
    """Lines of writing, as plain bars: nothing can be read."""
    for k, width in enumerate(widths):
        row = box(left, top + k * pitch, left + width, top + k * pitch + thick)
        plate.fill([place(x, y) for x, y in row])


def view(plate, place, left, top, width, height):
    """A photograph mounted on a sheet: an empty river bank under trees."""
    frame = box(left - 7, top - 7, left + width + 7, top + height + 7)
    plate.fill([place(x, y) for x, y in frame])
    frame = box(left, top, left + width, top + height)
    cx, cy = place(left + width * 0.6, top + height * 0.5)
    shape = [place(x, y) for x, y in frame]
    plate.hatch(shape, 0.07, 3.6, lambda x, y: 0.2 + 0.65 * glow(x, y, cx, cy, 70, 44), step=6)
    t = np.linspace(0, 1, 20)
    bank = top + height * (0.64 - 0.1 * np.abs(SIN(9 * t)) - 0.05 * SIN(23 * t))
    trees = [(left, top + height * 0.74), *zip(left + width * t, bank, strict=True)]
    trees = [place(x, y) for x, y in [*trees, (left + width, top + height * 0.7)]]
    plate.hatch(trees, PI / 2 + 0.07, 3.6, lambda x, y: 0 * x + 0.22, step=4)


def clip(plate, place, x, y):
    """A bronze paper clip: three half turns of wire joined by straight runs."""
    t = np.linspace(0, PI, 12)
    top = x - 9 * COS(t), y - 9 * SIN(t)
    bottom = x + 9 * COS(t), y + 62 + 9 * SIN(t)
    inner = x - 4 - 5 * COS(t), y + 14 - 5 * SIN(t)
    wire = np.array(place(*np.hstack((top, bottom, inner, [[x + 1], [y + 48]])))).T
    runs = [np.linspace(p, q, 6, endpoint=False) for p, q in zip(wire, wire[1:], strict=False)]
    line = np.concatenate(runs).T
    plate.ink(stroke(*line, 6.5, 0.05), INK)
    plate.ink(stroke(*line, 3.2, 0.05), BRONZE)


def knot(plate, x, y):
    """A bow of twine."""
    t = np.linspace(0, 1, 30)
    for side in (-1, 1):
        tail = x + side * 20 * t, y + 32 * t**1.4
        rope(plate, *tail, 4.5)
        loop = 36 * SIN(PI * t), 0.55 * (1 - 2 * t) - 0.35
        rope(plate, x + side * loop[0] * COS(loop[1]), y + loop[0] * SIN(loop[1]), 4.5)
    plate.fill([(x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6)], BRONZE)
