"""Files of fields: the network's answers, as other programs read them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import tifffile

import nnart
from nnart.errors import FileError, InputError
from nnart.field.calibration import calibrate
from nnart.files.codec import Frame
from nnart.files.formats import TIFF
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from tests.conftest import names
from tests.faults_of import refused
from tests.judges import by_vips

RECIPE = Recipe(seed=3, layers=3, width=9)
SIZE = Size(310, 260)


def exact(recipe: Recipe) -> np.ndarray:
    """Return the network's answers at every pixel."""
    field = nnart.evaluate(nnart.network_of(recipe), nnart.View.of(recipe, SIZE))
    return field.astype(np.float32)


@pytest.mark.parametrize("tone", ["equalised", "stretch"])
def test_the_numbers_are_the_networks(tmp_path: Path, tone: str) -> None:
    recipe = RECIPE.replace(tolerance=0.0, tone=tone)
    painted = nnart.save(nnart.Job(recipe, SIZE, show="field"), tmp_path / "a.npy")
    assert (painted.flat, painted.evaluated) == (False, 1.0)
    nnart.save(nnart.Job(recipe, SIZE, show="field"), tmp_path / "a.tif")
    numbers = np.load(tmp_path / "a.npy")
    assert (numbers.dtype, numbers.shape) == (np.dtype("<f4"), (*SIZE.shape, 1))
    assert np.array_equal(numbers, exact(recipe))
    assert np.array_equal(tifffile.imread(tmp_path / "a.tif"), numbers[..., 0])
    read, image = by_vips(tmp_path / "a.tif")
    assert (image.format, image.bands) == ("float", 1)
    assert np.array_equal(read, numbers)


def test_adaptive_fields_are_what_pictures_are_made_of(tmp_path: Path) -> None:
    recipe = RECIPE.replace(detail=2.0, tolerance=4.0)
    painted = nnart.save(nnart.Job(recipe, SIZE, show="field"), tmp_path / "a.npy")
    assert 0 < painted.evaluated < 0.7
    numbers = np.load(tmp_path / "a.npy")
    one = Painter(Job(recipe, SIZE))
    assert np.array_equal(numbers, one.sampler().field(one.view).fields.transpose(1, 2, 0).astype(np.float32))
    assert not np.array_equal(numbers, exact(recipe))
    (tone,) = one.tones
    far = np.abs(tone(numbers[..., 0].astype(float)) - tone(exact(recipe)[..., 0].astype(float)))
    assert far.max() < 0.1


def test_a_stretched_field_is_kept_or_computed_again(tmp_path: Path) -> None:
    recipe = RECIPE.replace(tone="stretch", tolerance=0.0)
    nnart.save(nnart.Job(recipe, SIZE, show="field"), tmp_path / "kept.npy")
    run = nnart.Run(budget=nnart.Budget(field=1000))
    nnart.save(nnart.Job(recipe, SIZE, show="field"), tmp_path / "again.npy", run)
    assert (tmp_path / "kept.npy").read_bytes() == (tmp_path / "again.npy").read_bytes()


@pytest.mark.parametrize("name", ["a.npy", "a.tif"])
def test_threads_do_not_show_and_progress_adds_up(tmp_path: Path, name: str) -> None:
    contents = set()
    for threads in (1, 2, 5):
        shares: list[float] = []
        path = tmp_path / name
        nnart.save(
            nnart.Job(RECIPE, SIZE, show="field"),
            path,
            nnart.Run(nnart.Threads(threads), progress=shares.append, force=True),
        )
        assert sum(shares) == pytest.approx(1)
        contents.add(path.read_bytes())
    assert len(contents) == 1
    assert names(tmp_path) == [name]


def test_the_tiff_carries_its_recipe(tmp_path: Path) -> None:
    nnart.save(nnart.Job(RECIPE, (7, 9), show="field"), tmp_path / "a.tiff")
    file = nnart.read(tmp_path / "a.tiff")
    assert (file.recipe, file.size, file.bits, file.dpi) == (calibrate(RECIPE), (7, 9), 32, None)
    nnart.save(nnart.Job(RECIPE, (7, 9), show="field"), tmp_path / "a.npy")
    with refused("kind", error=FileError):
        nnart.read(tmp_path / "a.npy")


def test_several_outputs_are_one_page(tmp_path: Path) -> None:
    field = np.random.default_rng(0).random((50, 30, 3), np.float32)
    with (tmp_path / "a.tif").open("wb") as stream:
        codec = TIFF.for_size()
        codec.write(stream, codec.encode(field, nnart.View(size=(50, 30))), Frame((50, 30), 3, "f4"))
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert len(file.pages) == 1
        assert np.array_equal(file.asarray(), field)
    assert np.array_equal(by_vips(tmp_path / "a.tif")[0], field)


def test_flat_is_what_has_one_number(tmp_path: Path) -> None:
    painted = nnart.save(
        nnart.Job(RECIPE.replace(gain=0.0, bias=0.0), (20, 20), show="field"), tmp_path / "a.npy"
    )
    assert painted.flat
    assert len(np.unique(np.load(tmp_path / "a.npy"))) == 1


def test_a_file_is_the_old_one_or_the_complete_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.npy").write_bytes(b"old")
    with refused("exists", error=FileError):
        nnart.save(nnart.Job(RECIPE, SIZE, show="field"), tmp_path / "a.npy")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Painter, "field", fail)
    for name in ("a.npy", "b.tif"):
        with pytest.raises(FileError, match="No space left on device"):
            nnart.save(nnart.Job(RECIPE, SIZE, show="field"), tmp_path / name, nnart.Run(force=True))
    assert names(tmp_path) == ["a.npy"]
    assert (tmp_path / "a.npy").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["a.png", "a", "a.npz"])
def test_other_endings_are_refused(tmp_path: Path, name: str) -> None:
    with refused("kind", "path", error=InputError):
        nnart.save(nnart.Job(RECIPE, SIZE, show="field"), tmp_path / name)
    assert names(tmp_path) == []


def test_a_field_goes_into_no_stream() -> None:
    with refused("kind", "target", error=InputError):
        nnart.save(nnart.Job(RECIPE, SIZE, show="field"), io.BytesIO())
    with refused("no-effect", "show", error=InputError):
        nnart.render(RECIPE, SIZE, show="field")


def test_a_stream_gets_what_a_file_does(tmp_path: Path) -> None:
    stream = io.BytesIO()
    nnart.save(nnart.Job(RECIPE, SIZE), stream, dpi=300)
    nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.png", dpi=300)
    assert stream.getvalue() == (tmp_path / "a.png").read_bytes()
