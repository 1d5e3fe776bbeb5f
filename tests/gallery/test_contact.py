"""Contact sheets: what is on them, and that their file is kept as all files of a site are."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.errors import FileError
from nnart.field.calibration import calibrate
from nnart.films.film import Film
from nnart.gallery import keys
from nnart.gallery.contact import MAX_TILES, contact_sheet
from nnart.gallery.exhibit import SHEET, Exhibit
from nnart.gallery.site import Built
from nnart.sheets.files import read_sheet
from tests.byhand import NETWORK
from tests.faults_of import refused
from tests.gallery.lists import PLAIN, build, content, three, write
from tests.rendering.test_run import cancelling

PLAIN_RECIPE = nnart.Recipe(seed=5, **PLAIN)


def hung(*names: str, **changes: Any) -> list[Exhibit]:
    return [
        replace(Exhibit(name, name, PLAIN_RECIPE.replace(seed=i)), **changes) for i, name in enumerate(names)
    ]


def on_sheet(exhibits: list[Exhibit], **changes: Any) -> list[str]:
    contact = contact_sheet(nnart.Gallery("Rooms", tuple(exhibits), **changes), exhibits)
    return [] if contact is None else [tile.name for tile in contact.sheet.tiles]


def test_every_picture_is_on_it_by_the_name_of_its_files() -> None:
    assert on_sheet(hung("dusk", "dawn")) == ["dusk", "dawn"]
    assert on_sheet(hung("dusk"), sheet=False) == []
    assert on_sheet([]) == []


def test_what_a_sheet_cannot_carry_is_not_on_it() -> None:
    by_hand = hung("hand", network=NETWORK)
    assert on_sheet(by_hand) == []
    assert on_sheet(hung("dusk") + by_hand) == ["dusk"]
    film = Film(PLAIN_RECIPE)
    assert on_sheet([*hung("dusk"), *hung("film", film=film), *hung("frame", film=film, frame=2)]) == ["dusk"]
    wide = hung("wide", recipe=PLAIN_RECIPE.replace(space="p3"))
    assert on_sheet(wide) == ["wide"]
    assert on_sheet(wide + hung("dusk", "dawn")) == ["dusk", "dawn"]
    assert on_sheet(hung(*(f"p{i}" for i in range(MAX_TILES + 1)))) == []


def test_tiles_have_the_shape_that_all_pictures_share() -> None:
    tall = hung("a", "b", shape=(3, 2))
    for exhibits, sides in ((tall, [133, 200]), (tall + hung("c"), [200, 200])):
        contact = contact_sheet(nnart.Gallery("x", tuple(exhibits)), exhibits)
        assert contact is not None and sorted(contact.size) == sides


def test_it_is_painted_once_and_again_when_a_picture_or_the_title_changes(tmp_path: Path) -> None:
    path, sheet = write(tmp_path, three(sheet=True)), tmp_path / "site" / SHEET
    built = build(path)
    assert (built.painted, built.off_sheet) == (10, ())
    found = read_sheet(sheet)
    assert [tile.name for tile in found.tiles] == ["picture-1", "picture-2", "picture-3"]
    assert found.title == "Three"
    assert found.tiles[1].recipe == calibrate(nnart.Recipe(seed=2, **PLAIN))
    first = sheet.read_bytes()
    assert build(path).painted == 0
    write(tmp_path, three(sheet=True).replace('"Three"', '"Drei"'))
    assert build(path).painted == 1
    assert sheet.read_bytes() != first
    write(tmp_path, three(3, 1, sheet=True))
    assert build(path).painted == 1
    assert content(tmp_path / "site") == (build(path, "new"), content(tmp_path / "new"))[1]


def test_another_nnart_paints_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, three(1, sheet=True))
    build(path)
    monkeypatch.setattr(keys, "identity", lambda: {"nnart": "another"})
    assert build(path).painted == 4


def test_it_is_removed_when_it_is_not_wanted_any_more_unless_someone_changed_it(tmp_path: Path) -> None:
    path, sheet = write(tmp_path, three(1, sheet=True)), tmp_path / "site" / SHEET
    build(path)
    without = write(tmp_path, three(1))
    built = build(without)
    assert (built.removed, built.contact, built.off_sheet) == (1, None, ())
    assert not sheet.exists()
    build(write(tmp_path, three(1, sheet=True)))
    sheet.write_bytes(b"mine")
    built = build(write(tmp_path, three(1)))
    assert (built.removed, built.left) == (0, (SHEET,))
    assert sheet.read_bytes() == b"mine"


@pytest.mark.parametrize("before", [False, True])
def test_someone_elses_is_replaced_by_force_alone(tmp_path: Path, before: bool) -> None:
    path, sheet = write(tmp_path, three(1)), tmp_path / "site" / SHEET
    build(path if before else write(tmp_path, three(1, sheet=True)))
    sheet.write_bytes(b"mine")
    write(tmp_path, three(1, sheet=True))
    with refused("exists", error=FileError) as caught:
        build(path)
    assert SHEET in str(caught.value)
    assert sheet.read_bytes() == b"mine"
    assert build(path, force=True).painted == 1
    assert read_sheet(sheet).columns == 1


def test_what_cannot_be_painted_is_not_on_it_and_it_is_not_painted_again(tmp_path: Path) -> None:
    path = write(tmp_path, three(1, 2, sheet=True) + "\ndetail = 100000.0")
    assert build(path).painted == 4
    assert [tile.name for tile in read_sheet(tmp_path / "site" / SHEET).tiles] == ["picture-1"]
    assert build(path).painted == 0


class Killed(BaseException):
    """Ends a build as a signal that cannot be handled does."""


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_it_is_on_record_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    gallery = nnart.read_gallery(write(tmp_path, three(1, sheet=True)))
    with monkeypatch.context() as patch:

        def killing(function: Callable[..., Any]) -> Callable[..., Any]:
            def call(*names: Any, **options: Any) -> Any:
                wanted = any(str(name).endswith(SHEET) for name in names)
                if wanted and not late:
                    raise Killed
                result = function(*names, **options)
                if wanted:
                    raise Killed
                return result

            return call

        patch.setattr(os, "link", killing(os.link))
        patch.setattr(Path, "replace", killing(Path.replace))
        with pytest.raises(Killed):
            nnart.build_gallery(gallery, tmp_path / "site")
    assert (tmp_path / "site" / SHEET).exists() == late
    assert nnart.build_gallery(gallery, tmp_path / "site").painted == (0 if late else 1)
    nnart.build_gallery(gallery, tmp_path / "new")
    assert content(tmp_path / "site") == content(tmp_path / "new")


def test_a_cancelled_one_leaves_nothing_and_its_share_counts(tmp_path: Path) -> None:
    gallery = nnart.read_gallery(write(tmp_path, three(sheet=True)))
    with pytest.raises(nnart.Cancelled):
        nnart.build_gallery(gallery, tmp_path / "site", cancelling(0.9))
    assert not (tmp_path / "site" / SHEET).exists()
    shares: list[float] = []
    assert nnart.build_gallery(gallery, tmp_path / "new", nnart.Run(progress=shares.append)) == Built(
        3,
        10,
        0,
        (),
        (),
        contact_sheet(gallery, gallery.exhibits).sheet,  # type: ignore[union-attr]
    )
    assert sum(shares) == pytest.approx(1)
