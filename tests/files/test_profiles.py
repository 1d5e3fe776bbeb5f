"""Colour profiles: valid to a colour engine, and meaning what Display P3 means to another."""

from __future__ import annotations

import io

import numpy as np
from coloraide import Color
from PIL import Image, ImageCms

from nnart.errors import InputError
from nnart.files.profiles import _BRADFORD, _PRIMARIES, _WHITE, icc_profile
from tests.faults_of import refused


def profile() -> bytes:
    data = icc_profile("p3")
    assert data is not None
    return data


def test_srgb_has_none_and_other_spaces_do_not_exist() -> None:
    assert icc_profile("srgb") is None
    with refused("choice", "space", error=InputError):
        icc_profile("adobe")


def test_littlecms_reads_it() -> None:
    opened = ImageCms.ImageCmsProfile(io.BytesIO(profile())).profile
    assert opened.profile_description == "Display P3"
    assert opened.copyright == "No copyright, use freely"
    assert opened.version == 4.3
    assert opened.device_class == "mntr"
    assert (opened.xcolor_space, opened.connection_space) == ("RGB ", "XYZ ")
    assert opened.is_matrix_shaper
    xy = opened.chromaticity
    assert xy is None or len(xy) == 3


def test_its_bytes_are_where_its_table_says() -> None:
    data = profile()
    assert int.from_bytes(data[:4]) == len(data)
    count = int.from_bytes(data[128:132])
    ends = []
    for entry in range(132, 132 + 12 * count, 12):
        start, length = (
            int.from_bytes(data[entry + 4 : entry + 8]),
            int.from_bytes(data[entry + 8 : entry + 12]),
        )
        assert start % 4 == 0
        assert start >= 132 + 12 * count
        ends.append(start + length)
    assert max(ends) == len(data)


def test_its_numbers_are_those_of_the_primaries() -> None:
    """Bradford's adaptation from D65 to D50, of the primaries of SMPTE EG 432-1."""

    def xyz(x: float, y: float) -> list[float]:
        return [x / y, 1, (1 - x - y) / y]

    cones = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    d65, d50 = np.array(xyz(0.3127, 0.3290)), np.array([0.9642, 1, 0.8249])
    adapt = np.linalg.solve(cones, np.diag(cones @ d50 / (cones @ d65)) @ cones)
    primaries = np.array([xyz(0.680, 0.320), xyz(0.265, 0.690), xyz(0.150, 0.060)]).T
    expected = adapt @ (primaries * np.linalg.solve(primaries, d65)) * 65536
    numbers = np.array(list(_PRIMARIES.values())).T
    assert np.abs(numbers - expected).max() <= 1.01
    assert numbers.sum(axis=1).tolist() == list(_WHITE) == np.round(d50 * 65536).tolist()
    assert np.abs(np.array(_BRADFORD).reshape(3, 3) - adapt * 65536).max() <= 0.51


def test_colours_become_the_srgb_that_coloraide_says() -> None:
    """All of sRGB's gamut, coarsely, and greys: written in P3, read by LittleCMS."""
    levels = [0, 3, 40, 128, 200, 255]
    colours = [
        Color("srgb", [r / 255, g / 255, b / 255]).convert("display-p3")
        for r in levels
        for g in levels
        for b in levels
    ]
    p3 = np.array([[round(x * 255) for x in colour.coords()] for colour in colours], np.uint8)[None]
    expected = [Color("display-p3", [int(x) / 255 for x in one]).convert("srgb").coords() for one in p3[0]]
    image = ImageCms.profileToProfile(
        Image.fromarray(p3),
        ImageCms.ImageCmsProfile(io.BytesIO(profile())),
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    assert image is not None
    assert np.abs(np.asarray(image)[0] - np.clip(expected, 0, 1) * 255).max() <= 1
    grey = p3[0][:: len(levels) ** 2 + len(levels) + 1]
    assert (grey == grey[:, :1]).all()
