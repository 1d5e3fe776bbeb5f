"""Measures: against scikit-image, libvips, numbers worked out by hand, and noise of a known spectrum."""

from __future__ import annotations

import colorsys
import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

import nnart
from nnart.errors import InputError
from nnart.explore import measures
from nnart.explore.measures import Measures, luma_of, measure
from tests.faults_of import refused
from tests.judges import pyvips

Pixels = NDArray[np.uint8]
FLAT = np.full((64, 64, 3), (200, 30, 90), np.uint8)


def painted(seed: int) -> Pixels:
    pixels = nnart.render(nnart.Recipe(seed=seed, layers=4, width=16, detail=8.0), (128, 96)).pixels
    return pixels.astype(np.uint8)


def pictures() -> st.SearchStrategy[Pixels]:
    return arrays(np.uint8, st.tuples(st.integers(16, 40), st.integers(16, 40), st.just(3)))


@given(pictures())
def test_luma_is_bt709s(pixels: Pixels) -> None:
    from skimage.color import rgb2gray

    assert np.abs(luma_of(pixels) - 255 * rgb2gray(pixels)).max() < 1.2  # weights are 256ths here


@given(pictures())
def test_entropy_is_scikit_images(pixels: Pixels) -> None:
    from skimage.measure import shannon_entropy

    luma = luma_of(pixels)
    assert measures.entropy(luma) == pytest.approx(shannon_entropy(luma))


@pytest.mark.parametrize("seed", range(4))
def test_edges_are_scikit_images(seed: int) -> None:
    from skimage.filters import sobel

    luma = luma_of(painted(seed))
    gradient = sobel(luma / 255)[1:-1, 1:-1]
    assert measures.edges(luma) == pytest.approx((gradient >= measures._EDGE).mean(), abs=1e-3)
    assert 0.05 < measures.edges(luma) < 0.95


@given(pictures())
def test_colourfulness_is_the_papers(pixels: Pixels) -> None:
    """Pixel by pixel, as Hasler and Süsstrunk write it."""
    colours = [tuple(map(int, colour)) for colour in pixels.reshape(-1, 3)]
    rg = [r - g for r, g, _ in colours]
    yb = [0.5 * (r + g) - b for r, g, b in colours]
    spread = math.hypot(statistics.pstdev(rg), statistics.pstdev(yb))
    expected = spread + 0.3 * math.hypot(statistics.mean(rg), statistics.mean(yb))
    assert measures.colourfulness(pixels) == pytest.approx(expected)


def test_colourfulness_by_hand() -> None:
    def of(*colours: tuple[int, int, int]) -> float:
        return measures.colourfulness(np.array([colours], np.uint8))

    assert of((255, 0, 0)) == pytest.approx(0.3 * math.hypot(255, 127.5))
    assert of((90, 90, 90), (7, 7, 7)) == 0
    # Red and its complement: deviations of 255 and 127.5 about means of 0.
    assert of((255, 0, 0), (0, 255, 255)) == pytest.approx(math.hypot(255, 127.5))
    wheel = [colorsys.hsv_to_rgb(k / 360, 1, 1) for k in range(360)]
    extreme = measures.colourfulness(np.rint(255 * np.array([wheel])).astype(np.uint8))
    assert extreme > 109  # from which on the paper's viewers called photographs extremely colourful


def test_contrast_by_hand() -> None:
    halves = np.zeros((16, 16, 3), np.uint8)
    halves[:, 8:] = 255
    assert measure(halves).contrast == 0.5  # the most there can be
    assert measure(halves).entropy == 1.0  # two levels, equally likely
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 16, 1)
    assert measure(np.stack([ramp] * 3, axis=-1)).contrast == round(math.sqrt((256**2 - 1) / 12) / 255, 4)
    assert measure(np.stack([ramp] * 3, axis=-1)).entropy == 8.0


@pytest.mark.parametrize("falls", [0, 1, 2, 3])
@pytest.mark.parametrize("size", [(128, 128), (128, 200)])
def test_slope_is_that_of_the_spectrum(falls: int, size: tuple[int, int]) -> None:
    """Noise made with a power that falls so with frequency: the mean of 24 such pictures, and none far off."""
    down, across = np.fft.fftfreq(size[0]), np.fft.rfftfreq(size[1])
    frequency = np.hypot(down[:, None], across)
    frequency[0, 0] = 1
    found = []
    for seed in range(24):
        white = np.random.default_rng(seed).normal(size=size)
        noise = np.fft.irfft2(np.fft.rfft2(white) * frequency ** (-falls / 2), size)
        luma = np.rint(noise * 40 / noise.std() + 128).clip(0, 255).astype(np.int16)
        found.append(measures.slope(luma))
    assert statistics.mean(found) == pytest.approx(-falls, abs=0.15)
    assert max(abs(one + falls) for one in found) < 0.7


def test_slope_does_not_see_the_frame() -> None:
    """A ramp has a jump where the picture is thought to go on; the window hides it."""
    ramp = np.repeat(np.arange(128, dtype=np.int16)[:, None], 128, 1)
    assert measures.slope(ramp) < -3


@pytest.mark.parametrize("seed", range(3))
def test_compressed_is_libvipss(seed: int) -> None:
    pixels = painted(seed)
    image = pyvips().Image.new_from_array(pixels, interpretation="srgb")
    theirs = len(image.jpegsave_buffer(Q=75, subsample_mode="off", keep="none"))
    assert measures.compressed(pixels) * pixels.size == pytest.approx(theirs, rel=0.05)


def test_a_flat_picture() -> None:
    found = measure(FLAT)
    assert (found.entropy, found.edges, found.slope, found.contrast) == (0, 0, 0, 0)
    assert found.compressed < 0.1
    assert (found.symmetry, found.emptiness, found.concentration) == (0, 1, 0)
    assert found.colourfulness == round(0.3 * math.hypot(170, 25), 4)


@given(pictures())
def test_all_are_finite_and_rounded(pixels: Pixels) -> None:
    found = vars(measure(pixels))
    assert all(math.isfinite(value) and round(value, 4) == value for value in found.values())
    assert measure(pixels) == measure(np.asfortranarray(pixels)) == Measures(**found)


@given(pictures())
def test_turning_and_mirroring_change_nothing_but_what_jpeg_takes(pixels: Pixels) -> None:
    """In fields of one size."""
    rows, columns = (side // 16 * 16 for side in pixels.shape[:2])
    pixels = pixels[:rows, :columns]
    found, turned = (vars(measure(one)) | {"compressed": 0} for one in (pixels, pixels[::-1]))
    assert found == pytest.approx(turned, abs=2e-4)


@pytest.mark.parametrize(
    "pixels",
    [FLAT[:8], FLAT[..., :2], FLAT[..., 0], FLAT.astype(np.uint16), FLAT.astype(float)],
    ids=["small", "two channels", "grey", "16 bits", "floats"],
)
def test_other_arrays_are_refused(pixels: NDArray[np.float64]) -> None:
    with refused("type", "pixels", error=InputError):
        measure(pixels)  # type: ignore[arg-type]
