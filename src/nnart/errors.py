"""The errors that nnart raises, and the faults that they carry.

NnartError                 everything below, so that one `except` catches it
├── InputError             a value that breaks a rule; also a ValueError
│   └── RecipeError        one or more of a recipe's values
├── FileError              a file that cannot be read, written or trusted
│   ├── MissingFileError   a file that is not there; also a FileNotFoundError
│   └── Rescued            a finished file that could not take its place, and has another name now
└── Cancelled              the work was cancelled, as asked
Interrupted                a KeyboardInterrupt that says what is kept of the work

A fault is data. Each front end words it: `Wording` for people who write Python, where the command line names
options instead of arguments.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, Self

# What kind of rule was broken; tests and programs may rely on these words.
Rule = Literal[
    "type",  # not the kind of value that is needed
    "range",  # a number that is too small, too large or not whole
    "choice",  # none of the known names
    "syntax",  # text that cannot be understood
    "conflict",  # values that exclude each other
    "no-effect",  # a value that would change nothing here
    "missing",  # a value that is needed
    "unknown",  # a name that stands for no value
    "count",  # too few or too many
    "limit",  # more time, memory, disk or room than there is
    "version",  # of another nnart
    "exists",  # something is already there
    "absent",  # nothing is there
    "access",  # the operating system refuses
    "kind",  # a file or folder of another kind
    "damaged",  # a file with contents that make no sense
    "busy",  # another process works on it
    "begun",  # something else was started there
    "cancelled",  # the work was, as asked
    "unreachable",  # nobody answers, or no value can do it
]
NOTHING: Final = object()


@dataclass(frozen=True)
class Way:
    """A way out of a fault.

    Attributes:
        does: what to do, such as `take .png or .tif`; or the effect of the argument, such as `replaces it`.
        give: name of the argument to give, in Python.
        value: the argument's value.
        call: the public function to call.
        own: whether the called function takes the argument itself, not as a part of its `run`.
    """

    does: str
    give: str | None = None
    value: object = True
    call: str | None = None
    own: bool = False


@dataclass(frozen=True)
class Fault:
    """One mistake, as data.

    Attributes:
        rule: the kind of rule that was broken.
        says: the rule in words, such as `a whole number from 1 to 8 is needed`, or the choices.
        names: the values at fault, by their names in Python.
        got: the given value, quoted; None if there is nothing to quote.
        ways: ways out.
        where: the places where it was found, outermost first, such as a file and a line.
    """

    rule: Rule
    says: str
    names: tuple[str, ...] = ()
    got: str | None = None
    ways: tuple[Way, ...] = ()
    where: tuple[str, ...] = ()

    def __str__(self) -> str:
        return PYTHON.fault(self)

    @property
    def name(self) -> str:
        """The first of the names; empty if there is none."""
        return self.names[0] if self.names else ""

    def inside(self, place: str | Path) -> Fault:
        """Return the fault with an outer place added, such as a file."""
        shown_place = shown_path(place) if isinstance(place, Path) else place
        return replace(self, where=(shown_place, *self.where))

    def taking(self, name: str) -> Fault:
        """Return the fault, adapted to a function that takes the named argument itself."""
        ways = tuple(replace(way, own=True) if way.give == name else way for way in self.ways)
        return replace(self, ways=ways)


def fault(
    rule: Rule,
    says: str,
    *names: str,
    got: object = NOTHING,
    ways: str | Way | Iterable[str | Way] = (),
    where: str | Path | None = None,
) -> Fault:
    """Make a fault; `got` is quoted, `ways` may be plain text, and `where` a single place."""
    found = (ways,) if isinstance(ways, (str, Way)) else tuple(ways)
    made = Fault(
        rule,
        says,
        names,
        None if got is NOTHING else shown(got),
        tuple(Way(one) if isinstance(one, str) else one for one in found),
    )
    return made if where is None else made.inside(where)


_OF_RUN = ("force", "limits", "restart")  # arguments that most functions take as part of `run`
# A clause that begins like this has the place before it as its subject.
_VERBS = ("exists", "is ", "has ", "holds ")


class Wording:
    """Words faults for people who write Python; other front ends override `name` and `way`."""

    def name(self, name: str) -> str:
        """Return a value's name."""
        return name

    def way(self, way: Way) -> str:
        """Return a way out as one clause."""
        if way.give in _OF_RUN and not way.own:
            return f"run=nnart.Run({way.give}={way.value!r}) {way.does}"
        if way.give is not None:
            return f"{way.give}={way.value!r} {way.does}"
        return f"nnart.{way.call} {way.does}" if way.call is not None else way.does

    def fault(self, fault: Fault) -> str:
        """Return a fault as one line without a full stop."""
        *some, last = [self.name(name) for name in fault.names] or [""]
        names = f"{', '.join(some)} and {last}" if some else last
        if fault.rule in ("choice", "unknown") and fault.got is not None:
            clause = f"{fault.got} is not one of {fault.says}"
        else:
            clause = fault.says if fault.got is None else f"{fault.says}, not {fault.got}"
        sentence = ": ".join(filter(None, (*fault.where, names)))
        if sentence:
            sentence += " " if clause.startswith(_VERBS) and not names else ": "
        sentence += clause
        return "; ".join([sentence, *(self.way(way) for way in fault.ways)])

    def error(self, error: NnartError) -> str:
        """Return all faults of an error as one line."""
        return "; ".join(self.fault(one) for one in error.faults)


class PlainWording(Wording):
    """Words faults for users of a program: leaves out ways that need Python."""

    def fault(self, fault: Fault) -> str:
        """Return a fault as one line without a full stop."""
        ways = (way for way in fault.ways if way.give is None and way.call is None)
        return super().fault(replace(fault, ways=tuple(ways)))


PYTHON, PLAIN = Wording(), PlainWording()


@dataclass(frozen=True)
class Kept:
    """The part of interrupted work that was kept; the same call resumes it.

    Attributes:
        path: the file that holds it; None if it is a whole folder.
        share: how much of the work is done, 0 … 1; None if unknown.
        counted: done, total and what they are, as in (5, 10, "scores").
    """

    path: Path | None = None
    share: float | None = None
    counted: tuple[int, int, str] | None = None


class Resumable(BaseException):
    """An error that ends work, part of which may be kept.

    Attributes:
        kept: that part, if any.
    """

    kept: tuple[Kept, ...] = ()


class NnartError(Resumable, Exception):
    """The base of all errors that nnart raises; its text is one line that says what to do.

    Attributes:
        faults: one or more, as data.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        for one in faults:
            if not isinstance(one, Fault):
                raise InputError(fault("type", "faults are needed", "faults", got=one))
        self.faults = faults

    def __str__(self) -> str:
        return PYTHON.error(self)

    @property
    def plain(self) -> str:
        """The text without hints about Python, for users of a program or a web page."""
        return PLAIN.error(self)

    def inside(self, place: str | Path) -> Self:
        """Return the error with a place, such as a file, added to all faults."""
        return type(self)(*(one.inside(place) for one in self.faults))

    def about(self, *names: str) -> Self:
        """Return the error with these names for the values of all faults."""
        return type(self)(*(replace(one, names=names) for one in self.faults))


class InputError(NnartError, ValueError):
    """A value that is not valid; also a ValueError."""


class RecipeError(InputError):
    """One or more values of a recipe that are not valid; names all of them at once."""


class FileError(NnartError):
    """A file that cannot be read, written or trusted."""


class MissingFileError(FileError, FileNotFoundError):
    """A file that is not there."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.args = faults  # of which the operating system's errors take two for a number and a text
        self.errno, self.strerror = errno.ENOENT, os.strerror(errno.ENOENT)

    def __reduce__(self) -> tuple[type[Self], tuple[Fault, ...], dict[str, object]]:
        """Support pickling."""
        return type(self), self.faults, vars(self)


class Rescued(FileError):  # noqa: N818  - Cancelled is not called an error either
    """A finished file that could not take its place, and was kept under another name.

    Attributes:
        path: where it is now; the text says so too.
    """

    def __init__(self, *faults: Fault, path: Path | None = None) -> None:
        super().__init__(*faults)
        self.path = path


class Cancelled(NnartError):  # noqa: N818  - it is no error
    """The work was cancelled, by `Run.cancel` or by the progress function."""

    def __init__(self) -> None:
        super().__init__(Fault("cancelled", "the work was cancelled"))

    def __reduce__(self) -> tuple[type[Self], tuple[()]]:
        """Support pickling."""
        return type(self), ()


class Interrupted(Resumable, KeyboardInterrupt):
    """A KeyboardInterrupt during work, part of which is kept; repeat the call to resume."""


def keep(error: BaseException, kept: Kept) -> BaseException:
    """Return an error that also says what was kept, to raise in place of the one that ended the work.

    This is the same error, or an `Interrupted` for a KeyboardInterrupt; other errors are returned unchanged.
    """
    if type(error) is KeyboardInterrupt:
        error = Interrupted()
    if isinstance(error, Resumable):
        error.kept += (kept,)
    return error


@contextmanager
def in_file(path: str | Path) -> Iterator[None]:
    """Turn errors about a file, including the operating system's, into a FileError that names it.

    Args:
        path: of the file; a text names a stream, such as `standard input`.

    Raises:
        FileError: for every InputError, FileError and OSError within.
    """
    try:
        yield
    except (InputError, FileError) as error:
        kind = MissingFileError if isinstance(error, MissingFileError) else FileError
        raise kind(*(one.inside(path) for one in error.faults)) from error
    except OSError as error:
        raise refused(error, path) from error


def refused(error: OSError, path: str | Path) -> FileError:
    """Return an operating system's error as a FileError that names the file."""
    if isinstance(error, FileError):  # which says it already
        return error
    kind = MissingFileError if isinstance(error, FileNotFoundError) else FileError
    return kind(fault("access", error.strerror or str(error), where=path))


def shown(value: object) -> str:
    """Quote a value for an error: one short line without control characters."""
    try:
        text = repr(value)
    except ValueError:  # Python prints no integer of more than 4300 digits
        text = "a number of thousands of digits"
    except RecursionError:
        text = "lists of hundreds of levels"
    text = "".join(one if one.isprintable() else " " for one in text)  # NumPy's arrays go over several lines
    return text if len(text) <= 60 else f"{text[:40]}… ({len(text)} characters)"


_MAX_PATH = 1024


def shown_path(path: Path) -> str:
    """Quote a file's name for an error: up to 1024 characters, without control characters."""
    text = str(path)
    return repr(text) if len(text) <= _MAX_PATH else f"{text[:40]!r}… ({len(text)} characters)"
