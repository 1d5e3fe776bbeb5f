"""Galleries: lists that are read and checked."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.errors import FileError, NnartError, RecipeError
from nnart.field.calibration import calibrate
from nnart.gallery.exhibit import Exhibit
from nnart.gallery.wall import render_wall
from tests.faults_of import broken
from tests.gallery.lists import PLAIN, write


def test_a_list_says_where_pictures_come_from(tmp_path: Path) -> None:
    recipe = nnart.Recipe(seed=5, **PLAIN)
    nnart.save(nnart.Job(recipe, (30, 20)), tmp_path / "wide.png")
    (tmp_path / "own.toml").write_text(recipe.to_toml())
    network = nnart.Network.of([[[1, 0]]], [[0.25]], "tanh")
    nnart.render(nnart.Recipe(palette="ink"), (8, 8), network=network).save(tmp_path / "hand.png")
    list_ = """
        title = "All"
        note = "Of every kind."
        sizes = [48, 24, 24]
        [[pictures]]
        title = "Wide"
        picture = "wide.png"
        [[pictures]]
        title = "Own"
        recipe = "own.toml"
        note = "From a file."
        palette = "reef"
        [[pictures]]
        title = "Lecture"
        preset = "lecture"
        seed = 42
        shape = " 3 : 2 "
        [[pictures]]
        title = "own, again"
        seed = 1
        layers = 4
        [[pictures]]
        title = "影"
        picture = "hand.png"
        [[pictures]]
        title = "Tables"
        [[pictures.network.layers]]
        weights = [[1.0, 0.5]]
        biases = [0.0]
        activation = "tanh"
        [[pictures]]
        title = "File"
        network = "hand.toml"
        palette = "reef"
    """
    nnart.write_network(network, tmp_path / "hand.toml")
    gallery = nnart.read_gallery(write(tmp_path, list_))
    assert (gallery.title, gallery.note, gallery.sizes, gallery.png) == ("All", "Of every kind.", (24, 48), 48)
    wide, own, lecture, again, hand, tables, file = gallery.exhibits
    assert wide == Exhibit("Wide", "wide", calibrate(recipe), (2, 3))
    assert own == Exhibit("Own", "own", recipe.replace(palette="reef"), (1, 1), "From a file.")
    assert lecture.recipe == nnart.Recipe(seed=42, **nnart.preset("lecture").values)
    assert lecture.shape == (2, 3)
    assert (again.name, again.recipe.layers) == ("own-again", 4)
    assert (hand.name, hand.recipe.palette) == ("picture-5b86be7d", "ink")
    assert hand.network is not None and hand.network.sizes == "2 → 1"
    assert file.network is not None and (file.network.sizes, file.recipe.palette) == ("2 → 1", "reef")
    assert tables.network is not None
    assert (tables.recipe.palette, tables.recipe.tone) == ("ink", "stretch")


def test_every_fault_is_told_at_once_and_of_which_picture(tmp_path: Path) -> None:
    list_ = """
        title = 3
        sizes = [4, "x"]
        png = true
        colour = "red"
        [[pictures]]
        seed = 1
        layers = 0
        [[pictures]]
        title = "Dusk"
        recipe = "nosuch.toml"
        [[pictures]]
        title = "Two"
        preset = "silk"
        picture = "x.png"
        shape = "round"
        taste = "good"
        [[pictures]]
        title = "None"
        preset = "silk"
        [[pictures]]
        title = "Both"
        folder = "."
        seed = 4
        [[pictures]]
        title = "Hand"
        layers = 3
        [[pictures.network.layers]]
        weights = [[1.0, 0.5]]
        biases = [0.0]
        activation = "tanh"
        [[pictures]]
        title = "Wrong"
        seed = -1
        palette = "nosuch"
    """
    path = write(tmp_path, list_)
    with pytest.raises(RecipeError) as caught:
        nnart.read_gallery(path)
    faults = caught.value.faults
    assert {fault.where[0] for fault in faults} == {repr(str(path))}
    pictures = ["", "", "", "", "", "1", "2 ('Dusk')", *["3 ('Two')"] * 3]
    pictures += ["4 ('None')", *["5 ('Both')"] * 2, "6 ('Hand')", *["7 ('Wrong')"] * 2]
    places = [(f"picture {each}",) if each else () for each in pictures]
    assert [fault.where[1:2] for fault in faults] == places
    expected = [
        *(
            ("type", ("title",)),
            ("unknown", ()),
            ("range", ("sizes",)),
            ("range", ("sizes",)),
            ("range", ("png",)),
        ),
        *(("missing", ("title",)), ("access", ())),
        *(("unknown", ()), ("conflict", ("picture", "preset")), ("syntax", ("shape",))),
        *(
            ("missing", ("seed",)),
            ("no-effect", ("title",)),
            ("no-effect", ("seed",)),
            ("conflict", ("layers",)),
        ),
    ]
    assert broken(caught.value)[: len(expected)] == expected
    assert all(name in str(fault) for name, fault in zip(("seed", "palette"), faults[-2:], strict=True))
    for text in ("", "pictures = 3", "pictures = []", "pictures = [3]", "x" * 2**21, "= ="):
        with pytest.raises(NnartError) as one:
            nnart.read_gallery(write(tmp_path, text))
        assert str(one.value).isprintable()
    with pytest.raises(FileError, match="No such file"):
        nnart.read_gallery(tmp_path / "nosuch.toml")


_SCALARS = st.booleans() | st.integers(-2, 2**64) | st.floats() | st.text(max_size=9)


_VALUES = st.recursive(
    _SCALARS | st.sampled_from(["silk", "3:2", "a\0b", ".", "/", "mirror", "tanh,sin"]),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3),
    max_leaves=4,
)


_KEYS = (
    *("title", "note", "shape", "recipe", "picture", "preset", "folder", "favourite"),
    *("network", "seed", "z", "center"),
)


_TABLES = st.dictionaries(
    st.sampled_from([*_KEYS, *nnart.Recipe().to_dict()]) | st.text(max_size=5), _VALUES, max_size=5
)


@given(
    st.dictionaries(st.sampled_from(["title", "note", "sizes", "png"]), _VALUES),
    st.lists(_TABLES | st.fixed_dictionaries({"title": st.text(), "seed": _VALUES}), max_size=3) | _VALUES,
)
def test_any_list_is_a_gallery_or_refused(
    tmp_path_factory: pytest.TempPathFactory, top: Any, tables: Any
) -> None:
    path = tmp_path_factory.getbasetemp() / "any" / "gallery.toml"
    write(path.parent, tomli_w.dumps(top | {"pictures": tables}))
    try:
        gallery = nnart.read_gallery(path)
    except RecipeError as error:
        assert all(str(fault).isprintable() and len(str(fault)) < 1000 for fault in error.faults)
    else:
        render_wall(gallery, gallery.exhibits)
        assert all(re.fullmatch("[a-z0-9-]{1,80}", one.name) for one in gallery.exhibits)
        assert len({one.name for one in gallery.exhibits}) == len(gallery.exhibits)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_is_read_as_editors_and_shells_write_it(tmp_path: Path, encoding: str) -> None:
    text = f'[[pictures]]\ntitle = "Größe"\nlayers = 2\nseed = "{2**64 - 1}"\n'
    (tmp_path / "gallery.toml").write_text(text, encoding=encoding)
    (exhibit,) = nnart.read_gallery(tmp_path / "gallery.toml").exhibits
    assert (exhibit.title, exhibit.recipe.seed) == ("Größe", 2**64 - 1)


def test_a_list_may_be_a_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then its paths begin at the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text("seed = 5")
    found = nnart.read_gallery(io.BytesIO(b'[[pictures]]\ntitle = "A"\nrecipe = "own.toml"\n'))
    assert (found.path, found.exhibits[0].recipe.seed) == (None, 5)
    with pytest.raises(RecipeError, match=r"^a stream: pictures"):
        nnart.read_gallery(io.BytesIO(b""))
