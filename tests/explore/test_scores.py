"""Scores: kept in a file, whatever happens to it."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import FileError
from nnart.explore import scores as module
from nnart.explore.measures import NAMES, Measures
from nnart.explore.scores import Score, Scores
from nnart.explore.sketch import BYTES
from nnart.recipe.size import Size
from tests.faults_of import broken, refused

BASE, SIZE = {"layers": 2}, Size(128, 128)


MEASURES = Measures(50.5, 7.1, 0.1, 0.2, -3.5, 0.25, *[0.25] * (len(NAMES) - 6))


SCORE = Score(7, MEASURES, 1.5, None, bytes(range(BYTES)))


def numbers() -> st.SearchStrategy[float]:
    return st.floats(-100, 300).map(lambda one: round(one, 4))


def all_scores() -> st.SearchStrategy[Score]:
    return st.builds(
        Score,
        st.integers(0, 2**64 - 1),
        st.builds(Measures, *[numbers()] * len(NAMES)),
        st.none() | st.floats(0, 1000),
        st.none() | st.text(),
        st.binary(min_size=BYTES, max_size=BYTES),
    )


@given(st.lists(all_scores(), max_size=5, unique_by=lambda one: one.seed))
def test_what_was_added_is_there(given_: list[Score]) -> None:
    with Scores(None, BASE, SIZE) as database:
        for one in given_:
            database.add(one)
        assert sorted(database, key=lambda one: one.seed) == sorted(given_, key=lambda one: one.seed)


def test_a_file_holds_several_bases(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for base, size, seed in (({"layers": 2}, SIZE, 1), ({"layers": 3}, SIZE, 2), ({"layers": 2}, (64, 128), 3)):
        with Scores(path, base, Size.of_shape(*size)) as database:
            database.add(Score(seed, MEASURES, None, "noisy", SCORE.sketch))
    with Scores(path, {"layers": 2}, SIZE) as database:
        assert [one.seed for one in database] == [1]
    assert [one.name for one in tmp_path.iterdir()] == ["a.db"]


def test_a_file_is_made_with_the_first_score(tmp_path: Path) -> None:
    """And what is there already is not touched before, not even by another base."""
    path = tmp_path / "a.db"
    with Scores(path, BASE, SIZE) as database:
        assert (list(database), database.there) == ([], False)
    assert not path.exists()
    path.touch()  # as mktemp does
    with Scores(path, BASE, SIZE) as database:
        assert list(database) == []
    assert path.read_bytes() == b""
    with Scores(path, BASE, SIZE) as database:
        database.add(SCORE)
        assert database.there
    before = path.read_bytes()
    with Scores(path, {"layers": 3}, SIZE) as database:
        assert list(database) == []
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.db"]


def test_the_order_of_values_does_not_matter(tmp_path: Path) -> None:
    for base in ({"layers": 2, "width": 3}, {"width": 3, "layers": 2}):
        with Scores(tmp_path / "a.db", base, SIZE) as database:
            database.add(SCORE)
            assert list(database) == [SCORE]


def test_scores_of_another_version_are_not_compared(tmp_path: Path) -> None:
    with Scores(tmp_path / "a.db", BASE, SIZE) as database:
        database.add(SCORE)
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("UPDATE bases SET version = version + 1")
    with Scores(tmp_path / "a.db", BASE, SIZE) as database:
        assert list(database) == []


def test_others_may_read_and_write_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Scores(path, BASE, SIZE) as one, Scores(path, BASE, SIZE) as other:
        one.add(SCORE)
        other.add(Score(8, MEASURES, None, None, SCORE.sketch))
        with sqlite3.connect(path) as reader:
            assert reader.execute("SELECT count(*) FROM scores").fetchone() == (2,)
        reader.close()
        assert len(list(one)) == 2


def test_what_is_no_score_is_left_out(tmp_path: Path) -> None:
    changes = (
        *("edges = 'x'", "sketch = 'x'", "gain = 1e999", "seed = -1", "seed = 'x'", "edges = 1e300"),
        *("sketch = 999999999999", "reason = zeroblob(500)", "seed = 1e999"),
    )
    path = tmp_path / "a.db"
    with Scores(path, BASE, SIZE) as database:
        for seed in range(len(changes) + 1):
            database.add(Score(seed, MEASURES, 1.0, None, SCORE.sketch))
    with sqlite3.connect(path) as editor:
        for seed, change in enumerate(changes):
            editor.execute(f"UPDATE scores SET {change} WHERE seed = {seed}")
    editor.close()
    with Scores(path, BASE, SIZE) as database:
        assert [one.seed for one in database] == [len(changes)]


def test_measures_that_are_equal_but_for_rounding_are_equal(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Scores(path, BASE, SIZE) as database:
        for seed in range(2):
            database.add(Score(seed, MEASURES, 1.0, None, SCORE.sketch))
    with sqlite3.connect(path) as editor:
        editor.execute("UPDATE scores SET edges = edges + 1e-12 WHERE seed = 1")
    editor.close()
    with Scores(path, BASE, SIZE) as database:
        one, two = database
        assert one.measures == two.measures


def test_lines_of_megabytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Scores(path, BASE, SIZE) as database:
        database.add(Score(0, MEASURES, 1.0, None, SCORE.sketch))
    with sqlite3.connect(path) as editor:
        editor.execute("UPDATE scores SET reason = zeroblob(3000000)")
    editor.close()
    with Scores(path, BASE, SIZE) as database, refused("damaged", error=FileError):
        list(database)


FOREIGN = {
    "bare": "",
    "narrow": "CREATE TABLE bases (id INTEGER PRIMARY KEY)",
    "wide": "CREATE TABLE bases (id INTEGER PRIMARY KEY, recipe, size, version, more NOT NULL)",
    "words": "CREATE TABLE bases (id TEXT DEFAULT 'x', recipe, size, version)",
    "half": "CREATE TABLE bases (id INTEGER PRIMARY KEY, recipe, size, version)",
}


def made(path: Path, kind: str) -> None:
    if kind == "text":
        path.write_text("seed,edges\n" * 100)
    elif kind == "other":
        database = sqlite3.connect(path)
        database.execute("CREATE TABLE cards (id INTEGER)")
        database.close()
    elif kind == "folder":
        path.mkdir()
    elif kind == "alone":
        path.symlink_to(path)
    elif kind == "cut":
        make = path.with_name("b.db")
        with Scores(make, BASE, SIZE) as scores:
            for seed in range(100):
                scores.add(Score(seed, MEASURES, 1.0, None, SCORE.sketch))
        data = make.read_bytes()
        path.write_bytes(data[: len(data) // 2])
    elif kind in FOREIGN:
        database = sqlite3.connect(path)
        database.executescript(
            f"PRAGMA application_id = {module._OURS}; PRAGMA user_version = 2; {FOREIGN[kind]}"
        )
        database.close()
    else:
        with Scores(path, BASE, SIZE) as newer:
            newer.add(SCORE)
        database = sqlite3.connect(path)
        database.execute("PRAGMA user_version = 3")
        database.close()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("text", "is not an SQLite database; take another name"),
        ("other", "a database that nnart did not make; take another name"),
        ("newer", r"scores of a newer nnart \(schema 3\); take another name"),
        ("cut", "a damaged database; delete it, or take another name"),
        *((kind, "its tables are not those of scores; delete it, or take another name") for kind in FOREIGN),
        ("folder", "is a folder"),
        ("alone", "Too many levels of symbolic links"),
    ],
)
def test_what_is_no_file_of_scores_is_refused_and_left(tmp_path: Path, kind: str, said: str) -> None:
    path = tmp_path / "a.db"
    made(path, kind)
    before = path.read_bytes() if path.is_file() else None
    with (
        pytest.raises(FileError, match=rf"a\.db'?:? {said}"),
        Scores(path, BASE, SIZE) as database,
    ):
        list(database)
    assert before is None or kind in FOREIGN or path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="what is open cannot be removed")
@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_a_file_that_is_gone_is_said(tmp_path: Path, how: str) -> None:
    """At the next score, or at the end."""
    path = tmp_path / "a.db"

    def lose() -> None:
        if how == "deleted":
            path.unlink()
        else:
            path.rename(tmp_path / "b.db")
        if how == "replaced":
            path.write_bytes((tmp_path / "b.db").read_bytes())

    with (  # at the end
        pytest.raises(FileError, match=r"a\.db'") as caught,
        Scores(path, BASE, SIZE) as database,
    ):
        database.add(SCORE)
        lose()
        with pytest.raises(FileError) as early:
            database.add(SCORE)
        assert broken(early.value) == [("absent", ())]
        assert not database.there
    assert broken(caught.value) == [("absent", ())]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with refused("absent", error=FileError):
        Scores(tmp_path / "no" / "a.db", BASE, SIZE)


def test_another_program_that_writes_is_waited_for_and_named(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Scores(path, BASE, SIZE, patience=0.1) as database:
        database.add(Score(8, MEASURES, None, None, SCORE.sketch))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileError, match=r"a\.db'") as caught:
            database.add(SCORE)
        assert broken(caught.value) == [("busy", ())]
        other.execute("ROLLBACK")
        other.close()
        database.add(SCORE)


def test_a_full_disk_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Scores(path, BASE, SIZE) as database:
        database.add(SCORE)
        pages = database._number("PRAGMA page_count")
        database._open.execute(f"PRAGMA max_page_count = {pages}")
        with refused("limit", error=FileError):
            for seed in range(100, 1100):
                database.add(Score(seed, MEASURES, 1.0, None, SCORE.sketch))
    with Scores(path, BASE, SIZE) as database:
        assert SCORE in list(database)


def test_what_a_killed_process_leaves_is_taken_up(tmp_path: Path) -> None:
    """Its log lies beside the file; a copy of both, made while it writes, is what a kill would leave."""
    path = tmp_path / "a.db"
    with Scores(path, BASE, SIZE) as database:
        database.add(SCORE)
        assert (tmp_path / "a.db-wal").stat().st_size > 0
        for name in ("a.db", "a.db-wal"):
            shutil.copy(tmp_path / name, tmp_path / name.replace("a.db", "b.db"))
    with Scores(tmp_path / "b.db", BASE, SIZE) as database:
        assert list(database) == [SCORE]


def old(path: Path) -> None:
    """Make a file as nnart 0.1 did, with six measures and 3 scores."""
    database = sqlite3.connect(path)
    database.executescript(
        f"""
        CREATE TABLE bases (id INTEGER PRIMARY KEY, recipe TEXT NOT NULL, size TEXT NOT NULL,
            version INTEGER NOT NULL, UNIQUE (recipe, size, version));
        CREATE TABLE scores (base INTEGER NOT NULL REFERENCES bases (id), seed NOT NULL,
            {", ".join(f"{name} REAL NOT NULL" for name in NAMES[:6])},
            gain REAL, reason TEXT, sketch BLOB NOT NULL, PRIMARY KEY (base, seed)) WITHOUT ROWID;
        INSERT INTO bases VALUES (1, '{{"layers": 2}}', '128x128', 1);
        INSERT INTO scores SELECT 1, value, 1, 1, 1, 1, 1, 1, 1, NULL, zeroblob(192)
            FROM json_each('[1, 2, 3]');
        PRAGMA application_id = {module._OURS};
        PRAGMA user_version = 1;
        """
    )
    database.close()


def test_scores_of_an_older_nnart_make_room_with_the_first_new_one(tmp_path: Path) -> None:
    """That is said, and not before they do; what is read is none of theirs."""
    path = tmp_path / "a.db"
    old(path)
    before = path.read_bytes()
    with Scores(path, BASE, SIZE) as database:
        assert list(database) == []
    assert path.read_bytes() == before
    with Scores(path, BASE, SIZE) as database:
        with pytest.warns(RuntimeWarning, match=r"a\.db': its 3 scores were of an older nnart"):
            database.add(SCORE)
        assert list(database) == [SCORE]
    with Scores(path, BASE, SIZE) as database:
        database.add(Score(8, MEASURES, None, None, SCORE.sketch))
        assert len(list(database)) == 2


def test_two_processes_take_over_an_older_file_once(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    old(path)
    with Scores(path, BASE, SIZE) as one, Scores(path, BASE, SIZE) as other:
        with pytest.warns(RuntimeWarning):
            one.add(SCORE)
        other.add(Score(8, MEASURES, None, None, SCORE.sketch))
        assert sorted(score.seed for score in one) == [7, 8]
