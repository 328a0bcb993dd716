"""Draw the example's five illustrations as line engravings. Needs numpy:

    python docs/drawings/draw_example.py OUTPUT_FOLDER

The SVG files were then rasterised with a browser at 1.5 times their own size and stored
as WebP. Nothing here is a likeness: how the sculpture looks was not reported, so it is
drawn under its cloth, the moment before the unveiling.
"""

import argparse
from pathlib import Path

import numpy as np
from engrave import (
    BRONZE,
    COS,
    INK,
    PALE,
    PATINA,
    PI,
    SIN,
    Plate,
    birch,
    box,
    crown,
    glow,
    ground,
    sky,
    stroke,
    strokes,
    treeline,
)
from subjects import (
    bars,
    clip,
    crowd,
    knot,
    pull_cord,
    rope,
    sheet,
    veil,
    veiled_sculpture,
    view,
)


def river(depth):
    """Middle and half width of the river on the plate; depth is 0 at the skyline."""
    middle = 610 + (30 + 230 * depth) * SIN(8.2 * depth**0.75 + 0.9) - 90 * depth
    return middle, 5 + 62 * depth**1.2


def land(x, depth):
    """Height of the hills at a place on the plate."""
    scale = 0.35 + 1.1 * depth
    wide = (x - 600) / scale
    height = 74 + 58 * SIN(wide / 170 + 5 * depth + 1) * COS(9 * depth + wide / 390)
    height += 24 * SIN(wide / 71 - 14 * depth) + 18 * SIN(wide / 43 + 23 * depth)
    middle, half = river(depth)
    bank = np.maximum(0, np.abs(x - middle) - half)
    return scale * np.maximum(height, 6) * (1 - np.exp(-((bank / (50 + 190 * depth)) ** 2)))


BIRCHES = (
    (0.055, 20, 7), (0.115, 13, -6), (0.165, 24, 7), (0.245, 11, -6), (0.30, 15, 7),
    (0.80, 12, -6), (0.862, 21, 7), (0.925, 14, -6), (0.975, 24, 7),
)  # fmt: skip


def veiled(width, height, cx, s, *, peg, people, gap=11.8):
    plate = Plate(width, height)
    horizon = int(height * 0.765)
    sky(plate, horizon, cx + 90 * s, horizon - 130 * s, gap=gap, spread=(520 * s, 330 * s))
    treeline(plate, horizon, 26, 4, seed=3)
    for i, (at, thick, lean) in enumerate(BIRCHES):
        light = 0.95 if i % 3 == 0 else 0.8
        foot = horizon + 8 + (thick - 16) * 1.5
        birch(plate, width * at, -20, foot, thick * s, lean=lean, seed=i + 1, brightness=light)
    ground(plate, horizon, cx)
    top = horizon - 110 * s
    veiled_sculpture(plate, cx, top, s)
    x, y, *_ = veil(0.07, 0.01)
    pull_cord(plate, (cx + s * x, top + s * y), (peg, horizon + 44 * s), 50 * s, s)
    if people:
        crowd(plate, width * 0.02, peg - 30, horizon + 62, 14, 78, seed=7)
        crowd(plate, cx + 380 * s, width * 0.99, horizon + 58, 7, 74, seed=9)
        crowd(plate, -10, cx - 620 * s, horizon + 128, 8, 104, seed=17)
    return plate


def alley():
    plate = Plate(1200, 760)
    cx, horizon = 600, 430
    sky(plate, horizon, cx, horizon - 40, gap=9, spread=(420, 230), strength=0.66)
    treeline(plate, horizon, 18, 4, seed=8)
    ground(plate, horizon, cx)
    path = [(574, horizon + 12), (626, horizon + 12), (890, 760), (310, 760)]
    plate.hatch(
        path, 0, 8.5, lambda x, y: 0.8 - 0.5 * np.abs(x - cx) / (40 + (y - horizon) * 0.85), step=18
    )
    veiled_sculpture(plate, cx, horizon - 22, 0.24, gap=3, count=26)
    for k in range(8, -1, -1):
        z = 1 / (1 + 0.62 * k)
        foot = horizon + 300 * z
        for side in (-1, 1):
            x = cx + side * (370 * z + 34)
            top = max(-20, horizon - 1050 * z)
            light = 0.55 + 0.4 * z
            birch(
                plate, x, top, foot, max(5, 40 * z), lean=6 * side * z,
                seed=2 * k + side + 30, brightness=light, taper=0.75 if top < 0 else 0.15,
            )  # fmt: skip
            if top > 0:
                crown(plate, x + 6 * side * z, top, foot, seed=k)
    return plate


def archive():
    plate = Plate(1200, 760)

    def desk(x, y):
        return 0.07 + 0.3 * glow(x, y, 420, 300, 520, 320)

    bare = box(0, 0, 1200, 760)
    plate.hatch(
        bare, 0, 10, desk, colour=PATINA, step=18, bend=lambda x, y: 3 * SIN(x / 90), bare=True
    )
    rng = np.random.default_rng(4)
    place = sheet(plate, 770, 395, 490, 370, 0.12, 0.5, PATINA)
    for line in ((150, -185, 150, 185), (40, 60, 245, 60)):
        ends = np.linspace(place(*line[:2]), place(*line[2:]), 12).T
        rope(plate, *ends, 5)
    knot(plate, *place(150, 60))
    place = sheet(plate, 640, 400, 420, 560, -0.16, 0.66)
    bars(plate, place, -160, -220, rng.uniform(220, 310, 14), 32)
    place = sheet(plate, 470, 380, 380, 520, 0.07, 0.92)
    view(plate, place, -150, -200, 160, 136)
    bars(plate, place, 40, -190, rng.uniform(80, 120, 5), 30)
    clip(plate, place, -70, -232)
    bars(plate, place, -145, -24, rng.uniform(200, 290, 8), 31)
    return plate


def night(plate, horizon, rng):
    sky(plate, horizon + 30, 880, 120, gap=9, spread=(330, 170), base=0.05, strength=0.42)
    turn = PI * np.linspace(0.35, 1.65, 30)
    outer = np.column_stack((892 + 38 * COS(turn), 108 + 38 * SIN(turn)))
    turn = PI * np.linspace(1.456, 0.544, 30)
    inner = np.column_stack((914 + 34.2 * COS(turn), 108 + 34.2 * SIN(turn)))
    moon = np.vstack((outer, inner))
    plate.halo(moon, 9)
    plate.hatch(moon, -0.3, 4.4, lambda x, y: 0 * x + 0.95, colour=BRONZE, step=3)
    for x, y in rng.uniform((10, 8), (1190, horizon - 45), (70, 2)):
        size = rng.uniform(1.2, 2.4)
        if np.hypot(x - 880, y - 108) > 110:
            for reach, colour in ((3 * size, INK), (size, PALE)):
                star = [(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)]
                plate.fill(star, colour)


def hills():
    plate = Plate(1200, 760)
    rng = np.random.default_rng(11)
    horizon, step = 250, 1 / 104
    night(plate, horizon, rng)
    x = np.arange(-20, 1231, 6)
    for depth in np.arange(0, 1.3, step):
        level = horizon + 24 + 520 * depth**1.45
        height = land(x, depth)
        y = level - height
        plate.fill([*zip(x, y, strict=True), (1230, 800), (-20, 800)])
        middle, half = river(depth)
        bank = np.abs(x - middle)
        slope = np.gradient(height, x)
        tone = np.clip(0.34 + 0.8 * slope, 0.08, 0.9) * np.clip((bank - half) / 6, 0, 1)
        width = tone * (2 + 5 * depth)
        plate.ink(strokes(x, y + 2, np.where(width > 0.05, np.maximum(width, 0.3), 0), 0.2))
        shine = np.clip((half - bank) / (4 + 8 * depth), 0, 1)
        for k in range(3):
            sub = level + k / 3 * 520 * 1.45 * step * depth**0.45
            ripple = 0.75 + 0.25 * SIN(x / 17 + 40 * depth + 2 * k)
            plate.ink(strokes(x, 0 * x + sub, shine * ripple * (0.8 + 1.5 * depth), 0.15))
        woods(plate, depth, level, rng)
    return plate


def woods(plate, depth, level, rng):
    """One row of spruces on the slopes, in patina."""
    spacing = 4 + 13 * depth
    x = np.arange(-10, 1210, spacing)
    x = x + rng.uniform(-0.4, 0.4, len(x)) * spacing
    wide = (x - 600) / (0.35 + 1.1 * depth)
    stand = SIN(wide / 140 + 11 * depth + 2) + SIN(wide / 61 - 19 * depth) + 0.4 * SIN(wide / 23)
    middle, half = river(depth)
    keep = rng.random(len(x)) < np.clip((stand - 0.55) / 0.7, 0, 0.8)
    keep &= np.abs(x - middle) > 1.5 * half + 10
    back, front = [], []
    for tx, foot in zip(x[keep], level - land(x[keep], depth), strict=True):
        tall = (7 + 30 * depth) * rng.uniform(0.75, 1.2)
        trunk = np.array((foot + 3, foot - 0.4 * tall, foot - tall))
        line = np.full(3, tx)
        back.append(stroke(line, trunk, tall * np.array((0.62, 0.4, 0.08)), 0.05))
        front.append(stroke(line - 0.07 * tall, trunk, tall * np.array((0.2, 0.13, 0.03)), 0.05))
    plate.ink("".join(back), INK)
    plate.ink("".join(front), PATINA)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    drawings = {
        "veiled-sculpture": veiled(1600, 820, 1000, 1.0, peg=545, people=True),
        "veiled-sculpture-tall": veiled(900, 1040, 478, 1.12, peg=52, people=False),
        "park-alley": alley(),
        "archive-sheets": archive(),
        "partisans-map": hills(),
    }
    for name, plate in drawings.items():
        (folder / f"{name}.svg").write_text(plate.svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
