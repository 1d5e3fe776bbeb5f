"""Pictures like photographs, drawn from a seed: skies, hills, seas, flowers, fog, towns, with noise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 240, 180


def photographs() -> dict[str, Image.Image]:
    """Return 24 pictures by name, of six kinds."""
    kinds: tuple[Callable[[np.random.Generator], Image.Image], ...] = (
        _hills,
        _sea,
        _flowers,
        _fog,
        _town,
        _blobs,
    )
    return {
        f"{kind.__name__[1:]}{i}": _grained(kind(np.random.default_rng(i)), i)
        for kind in kinds
        for i in range(4)
    }


def _grained(image: Image.Image, seed: int) -> Image.Image:
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(1.5)), np.float64)
    noise = np.random.default_rng(seed + 99).normal(0, 5, soft.shape)
    return Image.fromarray((soft + noise).clip(0, 255).astype(np.uint8))


def _gradient(top: np.ndarray, bottom: np.ndarray) -> Image.Image:
    share = np.linspace(0, 1, HEIGHT)[:, None, None]
    rows = top * (1 - share) + bottom * share
    return Image.fromarray(np.broadcast_to(rows, (HEIGHT, WIDTH, 3)).astype(np.uint8))


def _colour(random: np.random.Generator, low: int = 0, high: int = 255) -> tuple[int, int, int]:
    red, green, blue = random.integers(low, high, 3).tolist()
    return red, green, blue


def _hills(random: np.random.Generator) -> Image.Image:
    image = _gradient(np.array(_colour(random, 60, 200)), np.array(_colour(random, 190, 255)))
    draw = ImageDraw.Draw(image)
    for i in range(3):
        crest = HEIGHT * (0.45 + 0.15 * i) + np.cumsum(random.normal(0, 3, WIDTH + 1))
        line = [(x, float(y)) for x, y in enumerate(crest)]
        draw.polygon([(0, HEIGHT), *line, (WIDTH, HEIGHT)], fill=_colour(random, 10, 170 - 40 * i))
    return image


def _sea(random: np.random.Generator) -> Image.Image:
    image = _gradient(np.array([20, 40, 110]), np.array([250, 190, 120]))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, HEIGHT * 0.6, WIDTH, HEIGHT), fill=_colour(random, 10, 90))
    x = int(random.integers(40, WIDTH - 60))
    draw.ellipse((x, 60, x + 36, 96), fill=(255, 240, 190))
    draw.polygon([(x + 50, 130), (x + 65, 90), (x + 78, 130)], fill=(210, 30, 30))
    return image


def _flowers(random: np.random.Generator) -> Image.Image:
    image = _gradient(np.array([40, 90, 30]), np.array([20, 50, 25]))
    draw = ImageDraw.Draw(image)
    colours = [_colour(random, 120) for _ in range(3)]
    for i in range(50):
        x, y, r = (
            int(one) for one in (random.integers(0, WIDTH), random.integers(0, HEIGHT), random.integers(5, 16))
        )
        draw.ellipse((x - r, y - r, x + r, y + r), fill=colours[i % 3])
    return image


def _fog(random: np.random.Generator) -> Image.Image:
    grey = np.array(_colour(random, 150, 190))
    image = _gradient(grey, np.minimum(grey + 50, 255))
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, w, h = (
            int(one) for one in (random.integers(0, WIDTH), random.integers(3, 14), random.integers(50, 140))
        )
        draw.rectangle((x, HEIGHT - h, x + w, HEIGHT), fill=_colour(random, 70, 120))
    return image


def _town(random: np.random.Generator) -> Image.Image:
    image = _gradient(np.array([90, 150, 220]), np.array([220, 230, 240]))
    draw = ImageDraw.Draw(image)
    for i in range(14):
        x, w, h = 18 * i, int(random.integers(12, 26)), int(random.integers(40, 150))
        draw.rectangle((x, HEIGHT - h, x + w, HEIGHT), fill=_colour(random, 40, 230))
    return image


def _blobs(random: np.random.Generator) -> Image.Image:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    pixels, weights = np.zeros((HEIGHT, WIDTH, 3)), np.zeros((HEIGHT, WIDTH, 1))
    for _ in range(6):
        place = random.uniform(0, WIDTH), random.uniform(0, HEIGHT)
        weight = np.exp(-((x - place[0]) ** 2 + (y - place[1]) ** 2) / 1800)[..., None] + 1e-6
        pixels += weight * np.array(_colour(random))
        weights += weight
    return Image.fromarray((pixels / weights).astype(np.uint8))
