"""Scores: the measures of seeds, in an SQLite file that grows bit by bit and can be queried.

The file has two tables. `bases` has a row for each set of values that seeds were scored with: the recipe's
values except the seed, as JSON; the size of the pictures; and the version of the measures. `scores` has a row
for each seed of a base: the measures, the calibrated gain, the reason for rejection (NULL if there is none) and
a sketch of the colours.

The file is created with the first score, so work that fails at once leaves no file. Scores are safe once
written: a killed process loses only the seeds in progress. Other processes may read, or even write, at the same
time (SQLite's write-ahead log).
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NoReturn, Self

from nnart.errors import Fault, FileError, fault, shown_path
from nnart.explore.measures import DECIMALS, NAMES, VERSION, Measures
from nnart.explore.sketch import BYTES
from nnart.files.atomic import check_target
from nnart.notices import tell
from nnart.recipe.size import Size

_OURS = 0x6E6E7274  # "nnrt": marks nnart's databases
_SCHEMA = 2  # version 1 had six measures; its scores are measured again
PATIENCE = 5.0  # seconds to wait for another process that is writing
_MAX_LINE = 2**20  # maximum bytes of a row and of a text; ours have less than 100 KB
_MAX_MEASURE = 1e6  # maximum of a measure: far above any real one, far below where rounding shows
_MAX_REASON = 100  # characters
_SIGNED = 2**63  # SQLite's integers end here; larger seeds are text

_DROP = "DROP TABLE IF EXISTS scores; DROP TABLE IF EXISTS bases;"
_TABLES = f"""
CREATE TABLE bases (
    id INTEGER PRIMARY KEY,
    recipe TEXT NOT NULL,
    size TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (recipe, size, version)
);
CREATE TABLE scores (
    base INTEGER NOT NULL REFERENCES bases (id),
    seed NOT NULL,
    {", ".join(f"{name} REAL NOT NULL" for name in NAMES)},
    gain REAL,
    reason TEXT,
    sketch BLOB NOT NULL,
    PRIMARY KEY (base, seed)
) WITHOUT ROWID;
PRAGMA application_id = {_OURS};
PRAGMA user_version = {_SCHEMA};
"""
_FOREIGN = fault("kind", "its tables are not those of scores", ways="delete it, or take another name")
_GONE = "it is gone: deleted, moved or replaced while seeds were scored"
_ANOTHER = "take another name"
_BUSY = fault("busy", "another program is writing to it", ways="try again when that is done")
_RESUMES = "run it again to resume"
_FAULTS = {
    "SQLITE_NOTADB": fault("kind", "is not an SQLite database", ways=_ANOTHER),
    "SQLITE_CORRUPT": fault("damaged", "a damaged database", ways=f"delete it, or {_ANOTHER}"),
    "SQLITE_TOOBIG": fault(
        "damaged", "it has a line of megabytes, which nnart never writes", ways=f"delete it, or {_ANOTHER}"
    ),
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_ERROR": _FOREIGN,  # all that is asked of it is right for tables of ours
    "SQLITE_FULL": fault("limit", "the disk is full", ways=f"what is there stays; {_RESUMES}"),
    "SQLITE_IOERR": fault("access", "it cannot be read or written; the disk may be full", ways=_RESUMES),
    "SQLITE_READONLY": fault("access", "it cannot be written to", ways=_ANOTHER),
    "SQLITE_CANTOPEN": fault("access", "it cannot be opened or written", ways=_ANOTHER),
}
_COLUMNS = ("seed", *NAMES, "gain", "reason", "sketch")


@dataclass(frozen=True)
class Score:
    """A seed's score.

    Attributes:
        seed: 0 … 2^64 - 1.
        measures: of its picture.
        gain: calibrated; None for recipes without a gain.
        reason: why the seed is rejected; None if it is not.
        sketch: the picture's colours; see `nnart.explore.sketch`.
    """

    seed: int
    measures: Measures
    gain: float | None
    reason: str | None
    sketch: bytes


class Scores:
    """The scores of seeds with one base, in a file or in memory.

    Attributes:
        path: of the file, if there is one.
    """

    def __init__(
        self, path: Path | None, base: Mapping[str, Any], size: Size, patience: float = PATIENCE
    ) -> None:
        """Open a file of scores; a new file is created with the first score.

        Args:
            path: of the file; None to keep scores in memory.
            base: all of a recipe's values except the seed.
            size: of the pictures.
            patience: seconds to wait while another process writes.

        Raises:
            FileError: if the file cannot be written, or is not from nnart, or from a newer one.
        """
        self.path = path
        self._patience = patience
        self._values = json.dumps(base, sort_keys=True), f"{size.width}x{size.height}", VERSION
        self._database: sqlite3.Connection | None = None
        self._opened: os.stat_result | None = None
        self._base: int | None = None  # before the first score
        if path is not None:
            check_target(path, force=True)
        if path is None or path.exists():
            with self._opening():
                if self._has_tables():
                    self._base = self._find_base()
                    if self._base is None:
                        self._add_base("ROLLBACK")  # a rehearsal, to fail now, not after the first picture

    @contextmanager
    def _opening(self) -> Iterator[None]:
        """Connect to the file; close it if anything fails within the block."""
        with self._faults():
            # In autocommit every line is written at once; by the log that costs no wait for the disk.
            self._database = sqlite3.connect(
                ":memory:" if self.path is None else self.path.absolute(),
                timeout=self._patience,
                isolation_level=None,
            )
            try:
                self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_LINE)
                yield
                self._database.execute("PRAGMA synchronous = NORMAL")
                self._opened = None if self.path is None else self.path.stat()
            except BaseException:
                self._database.close()
                self._database = None
                raise

    @property
    def _open(self) -> sqlite3.Connection:
        assert self._database is not None
        return self._database

    def _has_tables(self) -> bool:
        """Return whether our current tables are there (False if there are none or old ones); refuse other
        files.
        """
        # In one query: between two, another process could make the tables.
        tables = "(SELECT count(*) FROM sqlite_master)"
        asked = f"SELECT application_id, user_version, {tables} FROM pragma_application_id, pragma_user_version"
        ours, schema, count = self._open.execute(asked).fetchone()
        if not (ours or schema or count):
            return False
        if ours != _OURS:
            self._refuse(fault("kind", "a database that nnart did not make", ways=_ANOTHER))
        if schema < _SCHEMA:
            return False
        if schema != _SCHEMA:
            self._refuse(
                fault("version", f"scores of a newer nnart (schema {schema})", ways="take another name")
            )
        self._open.execute(f"SELECT {', '.join(_COLUMNS)} FROM scores LIMIT 0")
        return True

    def _begin(self) -> int:
        """Return the base's row, after creating file, tables and row if needed."""
        if self._database is None:
            with self._opening():
                return self._begin()
        if not self._has_tables():
            self._open.execute("PRAGMA journal_mode = WAL")
            self._create()
        return self._add_base("COMMIT")

    def _create(self) -> None:
        """Create the tables, replacing those of an older nnart, unless another process was faster."""
        self._open.execute("BEGIN IMMEDIATE")
        try:
            schema = self._number("PRAGMA user_version")
            old = self._number("SELECT count(*) FROM scores") if 0 < schema < _SCHEMA else 0
            if schema != _SCHEMA:
                for line in (_DROP + _TABLES).split(";"):
                    self._open.execute(line)
        except BaseException:
            self._roll_back()
            raise
        self._open.execute("COMMIT")
        if old:
            says = f"its {old} scores were of an older nnart, which measured less; they are found anew"
            tell(f"{self._name}: {says}")

    def _roll_back(self) -> None:
        if self._open.in_transaction:  # a full disk has ended it
            self._open.execute("ROLLBACK")

    def _number(self, query: str) -> int:
        return int(self._open.execute(query).fetchone()[0])

    def _find_base(self) -> int | None:
        """Return the base's row, if there is one."""
        where = "recipe = ? AND size = ? AND version = ?"
        found = self._open.execute(f"SELECT id FROM bases WHERE {where}", self._values).fetchone()
        if found is not None and not isinstance(found[0], int):
            self._refuse(_FOREIGN)
        return None if found is None else int(found[0])

    def _add_base(self, end: Literal["COMMIT", "ROLLBACK"]) -> int:
        """Return the base's row, adding it if needed."""
        self._open.execute("BEGIN IMMEDIATE")
        try:
            insert = "INSERT OR IGNORE INTO bases (recipe, size, version) VALUES (?, ?, ?)"
            self._open.execute(insert, self._values)
            found = self._find_base()
            if found is None:
                self._refuse(_FOREIGN)
        except BaseException:
            self._roll_back()
            raise
        self._open.execute(end)
        return found

    @property
    def there(self) -> bool:
        """Whether the file still exists: it may be deleted while it is open."""
        if self.path is None:
            return True
        if self._opened is None:
            return False
        try:
            return os.path.samestat(self.path.stat(), self._opened)
        except OSError:
            return False

    def _check_there(self) -> None:
        if self._opened is not None and not self.there:
            self._refuse(fault("absent", _GONE, ways="run the same command again to begin a new one"))

    def _refuse(self, wrong: Fault) -> NoReturn:
        raise FileError(wrong.inside(self._name))

    @property
    def _name(self) -> str:
        return "the scores in memory" if self.path is None else shown_path(self.path)

    def add(self, score: Score) -> None:
        """Store a score; once this returns, only a failure of the machine can lose it.

        Raises:
            FileError: if it cannot be written, as on a full disk, or the file is gone.
        """
        self._check_there()
        if self._base is None:
            with self._faults():
                self._base = self._begin()
        row = (
            self._base,
            score.seed if score.seed < _SIGNED else str(score.seed),
            *astuple(score.measures),
            score.gain,
            score.reason,
            score.sketch,
        )
        marks = ", ".join("?" * len(row))
        with self._faults():
            self._open.execute(
                f"INSERT OR REPLACE INTO scores (base, {', '.join(_COLUMNS)}) VALUES ({marks})", row
            )

    def __iter__(self) -> Iterator[Score]:
        """Yield all scores in any order, leaving out damaged ones, which are then scored again.

        Raises:
            FileError: if the file is damaged.
        """
        if self._base is None:
            return
        with self._faults():
            query = f"SELECT {', '.join(_COLUMNS)} FROM scores WHERE base = ?"
            for row in self._open.execute(query, (self._base,)):
                score = _score(row)
                if score is not None:
                    yield score

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._database is not None:
            with self._faults():
                self._database.close()
        if error is None:
            self._check_there()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Report SQLite's complaint in one line."""
        try:
            yield
        except sqlite3.Error as error:
            self._check_there()
            raise FileError(_fault_of(error).inside(self._name)) from error


def _fault_of(error: sqlite3.Error) -> Fault:
    code = getattr(error, "sqlite_errorname", "")
    found = next((found for begin, found in _FAULTS.items() if code.startswith(begin)), None)
    return found or fault("access", str(error))


def _score(row: tuple[Any, ...]) -> Score | None:
    """Return the score in a row, or None if the row is not valid."""
    seed, *numbers, gain, reason, sketch = row
    if not isinstance(sketch, bytes) or len(sketch) != BYTES or len(str(reason)) > _MAX_REASON:
        return None
    try:
        # Rounded as when measured, so that equal measures stay equal.
        values = [round(float(number), DECIMALS) for number in numbers]
        found = Score(int(seed), Measures(*values), None if gain is None else float(gain), reason, sketch)
    except (TypeError, ValueError, OverflowError):
        return None
    whole = all(abs(value) <= _MAX_MEASURE for value in values) and math.isfinite(found.gain or 0.0)
    return found if whole and isinstance(reason, str | None) and 0 <= found.seed < 2**64 else None
