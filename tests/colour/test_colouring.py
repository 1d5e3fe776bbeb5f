"""From a field to pixels: tone, colour, noise, samples and quantisation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.arrays import Pixels
from nnart.colour.colouring import Colouring, _light
from nnart.files.pillow import to_eight_bits
from nnart.kernel import loaded
from nnart.recipe.palettes import stops
from nnart.recipe.recipe import Recipe
from tests import naive_colour as naive


def colouring(palette: str, steps: int = 0) -> Colouring:
    return Colouring(Recipe(palette=palette, steps=steps))


@pytest.mark.parametrize("bits", [8, 16])
def test_the_ends_of_a_palette_are_its_colours(bits: int) -> None:
    pixels = colouring("#123456,#fedcba")(np.array([[[0.0, 1.0]]]), bits)
    scale = 1 if bits == 8 else 257
    assert pixels.tolist() == [
        [[c * scale for c in colour] for colour in ([0x12, 0x34, 0x56], [0xFE, 0xDC, 0xBA])]
    ]
    assert pixels.dtype == f"uint{bits}"


@given(st.floats(0, 1))
def test_eight_bits_are_sixteen_rounded(position: float) -> None:
    hearth, at = colouring("hearth"), np.array([[[position]]])
    assert np.abs(hearth(at, 8).astype(int) * 257 - hearth(at, 16).astype(int)).max() <= 129


def test_steps_are_flat_and_equally_wide() -> None:
    pixels = colouring("#000000,#ffffff", steps=4)(np.arange(8)[None, None] / 8 + 0.01)[0, :, 0]
    assert len(set(pixels.tolist())) == 4
    assert (pixels[::2] == pixels[1::2]).all()
    assert colouring("#000000,#ffffff", steps=4)(np.array([[[1.0]]]))[0, 0].tolist() == [255, 255, 255]


def test_a_table_of_256_is_indexed_as_matplotlib_does() -> None:
    """floor(256 t), with 1 going to the last entry."""
    t = np.array([[[0.0, 0.0039, 0.00391, 0.5, 0.9999, 1.0]]])
    table = np.array(stops("jet")) // 257
    assert np.array_equal(colouring("jet", 256)(t)[0], table[[0, 0, 1, 128, 255, 255]])


def test_sixteen_bits_become_eight_as_if_painted_so() -> None:
    position = np.linspace(0, 1, 5000)[None, None]
    hearth = colouring("hearth")
    difference = to_eight_bits(hearth(position, 16)).astype(int) - hearth(position, 8)
    assert np.abs(difference).max() <= 1
    assert (difference == 0).mean() > 0.99
    assert np.array_equal(to_eight_bits(hearth(position, 8)), hearth(position, 8))


@given(
    st.sampled_from([("hearth", 0), ("viridis", 0), ("jet", 256), ("#000000,#ffffff,#ff0000", 7)]),
    st.lists(st.floats(0, 1), min_size=1, max_size=50),
    st.sampled_from([8, 16]),
)
def test_colours_are_those_of_the_naive_twin(
    palette: tuple[str, int], positions: list[float], bits: int
) -> None:
    recipe = Recipe(palette=palette[0], steps=palette[1])
    at = np.array([[[*positions, 0.0, 1.0]]])
    assert np.array_equal(Colouring(recipe)(at, bits), np.floor(naive.coloured(recipe, at, bits)))


SEVERAL = {"palette": 1, "shaded": 2, "oklch": 3, "rgb": 3}
recipes = st.builds(
    Recipe,
    seed=st.integers(0, 2**64 - 1),
    colour=st.sampled_from(list(SEVERAL)),
    reverse=st.booleans(),
    dither=st.booleans(),
    samples=st.sampled_from([1, 1, 2, 3]),
    space=st.sampled_from(["srgb", "p3"]),
)


@given(recipes, st.integers(0, 2**32), st.sampled_from([8, 16]), st.tuples(*[st.integers(0, 10**6)] * 2))
def test_every_way_to_colour_is_that_of_the_naive_twin(
    recipe: Recipe, seed: int, bits: int, first: tuple[int, int]
) -> None:
    """To the bit, of one sample and of 8 bits, but for halves of averages."""
    shape = SEVERAL[recipe.colour], 3 * recipe.samples, 4 * recipe.samples
    random = np.random.default_rng(seed)
    positions = np.clip(random.uniform(-0.1, 1.1, shape), 0, 1)
    pixels = Colouring(recipe)(positions, bits, first)
    exact = naive.coloured(recipe, positions, bits, first)
    same = np.floor(exact) == pixels
    if recipe.samples > 1:
        same |= (np.abs(exact - np.rint(exact)) < 1e-4) if bits == 8 else np.abs(np.floor(exact) - pixels) <= 1
    assert same.all()
    assert pixels.shape == (3, 4, 3)
    assert pixels.dtype == f"uint{bits}"


@given(recipes, st.integers(0, 2**32))
def test_steepest_is_how_fast_colours_change(recipe: Recipe, seed: int) -> None:
    recipe = recipe.replace(samples=1, dither=False)
    colouring, random = Colouring(recipe), np.random.default_rng(seed)
    near = random.uniform(0, 1, (colouring.fields, 1, 200))
    far = np.clip(near + random.uniform(-0.05, 0.05, near.shape), 0, 1)
    most = np.tensordot(colouring.steepest, np.abs(far - near), 1)[..., None]
    change = np.abs(colouring(near, 16).astype(float) - colouring(far, 16).astype(float)) / 257
    assert (change <= most + 1 / 257).all()


@pytest.mark.parametrize("colour", SEVERAL)
def test_reversed_colours_are_those_from_the_other_end(colour: str) -> None:
    positions = np.random.default_rng(0).uniform(0, 1, (SEVERAL[colour], 20, 20))
    other = positions.copy()
    other[: 3 if colour == "rgb" else 1] *= -1
    other[: 3 if colour == "rgb" else 1] += 1
    one, turned = (Colouring(Recipe(colour=colour, reverse=reverse)) for reverse in (False, True))
    assert np.abs(one(positions, 16).astype(int) - turned(other, 16)).max() <= 1


def test_the_noise_is_split_mix() -> None:
    """Published numbers: https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64."""
    found = [naive.split_mix(1234567, count) for count in range(1, 6)]
    assert found == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@pytest.mark.parametrize("position", [0.0, 0.001, 0.2, 0.5, 0.731, 0.999, 1.0])
def test_noise_keeps_the_mean_of_a_flat_area(position: float) -> None:
    recipe = Recipe(seed=5, palette="hearth", dither=True)
    flat = np.full((1, 512, 512), position)
    noisy = Colouring(recipe)(flat).astype(float)
    exact = naive.colours(recipe, flat[:, :1, :1])[0, 0] / 257
    assert noisy.mean(axis=(0, 1)) == pytest.approx(exact, abs=0.02 / 3)
    assert (np.abs(noisy - exact) < 1).all()
    plain = Colouring(recipe.replace(dither=False))
    assert np.array_equal(Colouring(recipe)(flat, 16), plain(flat, 16))


def test_noise_of_neighbours_channels_and_seeds_is_independent() -> None:
    """Correlations of 262,144 numbers are 0.002 on average; all of a level's half."""
    middle = np.full((3, 512, 512), 127.5 / 255)

    def noise(seed: int, first: tuple[int, int] = (0, 0)) -> Pixels:
        return Colouring(Recipe(seed=seed, colour="rgb", gamut="full", dither=True))(middle, 8, first)

    one = noise(3)
    pairs = [
        (one[:, 1:], one[:, :-1]),
        (one[1:], one[:-1]),
        (one[1:, 1:], one[:-1, :-1]),
        (one[:, 2:], one[:, :-2]),
    ]
    pairs += [(one, noise(seed)) for seed in (2, 4, 2**63)]
    pairs += [(one[..., i], one[..., j]) for i, j in ((0, 1), (0, 2), (1, 2))]
    for left, right in pairs:
        assert abs(np.corrcoef(left.ravel(), right.ravel())[0, 1]) < 0.01
    assert set(np.unique(one).tolist()) == {127, 128}
    assert np.array_equal(noise(3, (5, 7))[:-5, :-7], one[5:, 7:])


def test_an_average_of_one_colour_is_that_colour() -> None:
    """Every number of 16 bits."""
    numbers = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    kernel = loaded()
    for side in (1, 2, 3, 8):
        fine = np.repeat(np.repeat(numbers, side, axis=0), side, axis=1)
        fine = np.ascontiguousarray(np.stack([fine] * 3, axis=2))
        found = kernel.averages(fine, side, *_light(), kernel.Rounding(16))
        assert np.array_equal(found[..., 0], numbers)


def test_an_average_is_one_of_light() -> None:
    """Half black and half white is a grey of 188, not of 128 (IEC 61966-2-1)."""
    recipe = Recipe(palette="#000000,#ffffff", samples=2)
    assert Colouring(recipe)(np.array([[[0.0, 1.0], [1.0, 0.0]]])).tolist() == [[[188, 188, 188]]]


def test_the_kernel_refuses_tables_and_squares_of_other_shapes() -> None:
    kernel, at = loaded(), np.zeros((2, 4, 4))
    rounding = kernel.Rounding(8)
    for positions, table, flat in (
        (at, np.zeros((5, 3)), False),
        (at, np.zeros((5, 1, 3)), False),
        (at, np.zeros((5, 5, 3)), True),
        (np.zeros((4, 1, 1)), np.zeros((2, 2, 2, 2, 3)), False),
        (at[:, :, ::2], np.zeros((5, 5, 3)), False),
        (at, np.zeros((5, 5, 4)), False),
        (at, np.zeros((5, 5, 3), np.float32), False),
    ):
        with pytest.raises(ValueError, match="needed, not"):
            kernel.colours(positions, table, flat, rounding)
    fine = np.zeros((4, 6, 3), np.uint16)
    light, encoded = _light()
    for arguments in (
        (fine[:3], 2, light, encoded),
        (fine.astype(np.uint8), 2, light, encoded),
        (fine[:, ::2], 1, light, encoded),
        (fine, 2, light[:-1], encoded),
        (fine, 2, light, light),
    ):
        with pytest.raises(ValueError, match="needed, not"):
            kernel.averages(*arguments, rounding)
