"""Public functions and methods, all of them: whatever they are given, they do it or say in a line why not."""

from __future__ import annotations

import inspect
import io
import os
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import GeneratorType
from typing import Any

import numpy as np
import pytest

import nnart
from nnart.checks.annotations import _Names
from nnart.errors import fault

RECIPE = nnart.Recipe(seed=3, layers=2, width=4, gain=1.0)
NETWORK = nnart.Network.of([[[1.0, 0.0]]], [[0.0]], "step")
LAYER = NETWORK.layers[0]
JOB = nnart.Job(RECIPE, (8, 6))
VIEW = nnart.View(size=(8, 6))
PICTURE = nnart.render(RECIPE, (8, 6))
TILE = nnart.Tile("a", RECIPE)
SHEET = nnart.Sheet((TILE,), 1)
SQUARE = nnart.DeepZoom(size=8)
POINTS = np.zeros((2, 3))
RUN = nnart.Run(nnart.Threads(1), force=True)
FILM = nnart.Film(RECIPE, seconds=0.5, fps=8).settle()
ERROR = nnart.InputError(fault("type", "a number is needed", "x"))

# Of every kind that someone may give by mistake.
HOSTILE: list[Any] = [
    7, -1, 0, 2.5, float("nan"), 10**400, True, None, "p", "", "a\0b", "4k", "x" * 5000, b"x", [], [7], ["a"],
    (1, 2, 3), {}, {"a": 1}, object(), int, nnart.Recipe, lambda *_: None, Path("no"), np.array([1.0, 2.0]),
    np.array("x"), np.float64(0.25), np.int64(3), np.bool_(True), io.StringIO("x"), RECIPE, NETWORK, JOB, VIEW,
    [RECIPE], [None], [[1, 2], [3]], range(2),
]  # fmt: skip

Arguments = dict[str, Any]

# What each is called with, where nothing is wrong. Those that need a folder get it by their names.
FUNCTIONS: dict[str, Arguments] = {
    "activations": {},
    "between": {"one": RECIPE, "other": RECIPE.replace(seed=4), "share": 0.5},
    "breed": {"one": RECIPE, "other": RECIPE.replace(seed=4), "count": 1, "seed": 1},
    "build_gallery": {"gallery": None, "folder": "site", "run": RUN},
    "calibrate": {"recipe": RECIPE},
    "catalogue": {},
    "estimate": {"job": JOB},
    "evaluate": {"network": NETWORK, "view": VIEW},
    "evaluate_at": {"network": NETWORK, "points": [[0.0, 0.0]]},
    "favourites": {},
    "explorer": {"seed": 1, "count": 1, "layers": 2, "width": 4},
    "explore_seeds": {"seeds": [1], "values": {"layers": 2, "width": 4}, "run": RUN},
    "job_of": {"recipe": RECIPE, "size": 8},
    "keep": {"recipe": RECIPE, "name": "a", "force": True},
    "network_of": {"recipe": RECIPE},
    "palettes": {},
    "parse_size": {"text": "8x6"},
    "preset": {"name": "silk"},
    "presets": {},
    "read": {"file": "a.png"},
    "read_gallery": {"file": "list.toml"},
    "read_network": {"file": "net.toml"},
    "read_sheet": {"file": "sheet.png"},
    "recipe_of": {"recipe": RECIPE},
    "render": {"recipe": RECIPE, "size": (8, 6), "run": RUN},
    "render_many": {"recipes": [RECIPE], "size": (8, 6), "run": RUN},
    "render_sheet": {"sheet": SHEET, "path": "sheet2.png", "size": 16, "run": RUN},
    "render_tiles": {"job": JOB, "folder": "tiles", "run": RUN},
    "save": {"recipe": JOB, "target": "b.png", "run": RUN},
    "save_all": {"pictures": [(JOB, "c.png")], "run": RUN},
    "sizes": {},
    "symmetries": {},
    "tune": {"recipe": RECIPE},
    "vary": {"recipe": RECIPE, "count": 1, "seed": 1},
    "verify": {"file": "a.png"},
    "verify_film": {"path": "film.webp"},
    "write_network": {"network": NETWORK, "path": "net2.toml", "force": True},
}
CLASSES: dict[str, Arguments] = {
    "Budget": {},
    "Cancel": {},
    "Cancelled": {},
    "Cluster": {"address": "tcp:nowhere"},
    "DeepZoom": {"size": 8},
    "Estimate": {"seconds": 1.0, "memory": 1, "disk": 1},
    "FileError": {},
    "Film": {"keyframes": RECIPE},
    "Finished": {"job": JOB, "path": Path("a.png"), "painted": nnart.save(JOB, io.BytesIO()), "seconds": 1.0},
    "Gallery": {"title": "a", "exhibits": ()},
    "IIIF": {"size": 8},
    "InputError": {},
    "Inputs": {},
    "Interrupted": {},
    "Job": {"recipe": RECIPE, "size": 8},
    "Layer": {"weights": [[1.0]], "biases": [0.0], "activation": "tanh"},
    "Limits": {},
    "Network": {"layers": (LAYER,)},
    "NnartError": {},
    "Palette": {"name": "reef"},
    "Picture": {"pixels": PICTURE.pixels},
    "PictureFile": {
        "path": None, "format": "PNG", "size": nnart.Size(8, 6), "bits": 8, "dpi": None, "recipe": RECIPE,
        "painted_by": "0.1.0",
    },
    "Pictures": {},
    "Place": {"center": (0.1, 0.2), "zoom": 9.0},
    "Recipe": {"layers": 2, "width": 4},
    "RecipeError": {},
    "Recipes": {},
    "Rescued": {},
    "Run": {},
    "Sheet": {"tiles": (TILE,), "columns": 1},
    "Size": {"width": 8, "height": 6},
    "Threads": {},
    "Tile": {"name": "a", "recipe": RECIPE},
    "View": {"size": 8},
}  # fmt: skip
METHODS: dict[str, tuple[Any, Arguments]] = {
    "Budget.keeps_field": (nnart.Budget(), {"job": JOB}),
    "Budget.rows": (nnart.Budget(), {"job": JOB, "count": 1}),
    "Budget.within": (nnart.Budget, {"memory": 10**9}),
    "Cancel.__call__": (nnart.Cancel(), {}),
    "Cancel.calling": (nnart.Cancel(), {"action": lambda: None}),
    "Cancel.check": (nnart.Cancel(), {}),
    "Cancel.checking": (nnart.Cancel(), {"items": [1]}),
    "Cancel.run": (nnart.Cancel(), {"function": lambda: 1}),
    "DeepZoom.as_data": (SQUARE, {}),
    "DeepZoom.descriptors": (SQUARE, {}),
    "DeepZoom.levels": (SQUARE, {}),
    "DeepZoom.paths": (SQUARE, {"level": SQUARE.levels()[0], "tile": SQUARE.levels()[0].tile(0, 0)}),
    "DeepZoom.source": (SQUARE, {}),
    "DisplayedList.copy": (nnart.Recipes([RECIPE]), {}),
    "Estimate.holding": (nnart.Estimate(1.0, 1, 1), {"held": 1}),
    "Estimate.times": (nnart.Estimate(1.0, 1, 1), {"count": 2}),
    "Film.frame": (FILM, {"k": 1, "size": (16, 8)}),
    "Film.moment": (FILM, {"k": 1}),
    "Film.preview": (FILM, {}),
    "Film.read": (nnart.Film, {"path": "film.webp"}),
    "Film.replace": (FILM, {"seconds": 0.5}),
    "Film.save": (FILM, {"target": "film2.webp", "size": (16, 8), "run": RUN}),
    "Film.settle": (FILM, {}),
    "Film.share": (FILM, {"k": 1}),
    "Film.to_toml": (FILM, {}),
    "Gallery.sizes_of": (nnart.Gallery("a", ()), {"exhibit": None}),
    "Inputs.__call__": (nnart.Inputs(), {"points": POINTS}),
    "Inputs.of": (nnart.Inputs, {"recipe": RECIPE}),
    "Inputs.sheets": (nnart.Inputs(), {"points": POINTS}),
    "Job.calibrate": (JOB, {}),
    "Layer.__call__": (LAYER, {"points": [0.0, 0.0]}),
    "Limits.alone": (nnart.Limits(), {"alone": True}),
    "Limits.exceeded": (nnart.Limits(), {"takes": nnart.Estimate(1.0, 1, 1)}),
    "Network.__call__": (NETWORK, {"points": [0.0, 0.0]}),
    "Network.of": (nnart.Network, {"weights": [[[1.0]]], "biases": [[0.0]], "activations": "tanh"}),
    "NnartError.about": (ERROR, {}),
    "NnartError.inside": (ERROR, {"place": "a"}),
    "Picture.save": (PICTURE, {"target": "d.png", "force": True}),
    "Picture.thumbnail": (PICTURE, {"pixels": 10}),
    "Picture.to_bytes": (PICTURE, {}),
    "Picture.to_pillow": (PICTURE, {}),
    "Picture.write": (PICTURE, {"stream": io.BytesIO()}),
    "Recipe.diff": (RECIPE, {"other": RECIPE.replace(seed=4)}),
    "Recipe.differing": (RECIPE, {}),
    "Recipe.from_code": (nnart.Recipe, {"text": RECIPE.to_code()}),
    "Recipe.from_dict": (nnart.Recipe, {"data": {}}),
    "Recipe.from_json": (nnart.Recipe, {"text": "{}"}),
    "Recipe.from_toml": (nnart.Recipe, {"text": ""}),
    "Recipe.replace": (RECIPE, {"seed": 1}),
    "Recipe.to_code": (RECIPE, {}),
    "Recipe.to_dict": (RECIPE, {}),
    "Recipe.to_json": (RECIPE, {}),
    "Recipe.to_toml": (RECIPE, {}),
    "Run.check": (RUN, {"job": JOB, "written": None}),
    "Run.told": (RUN, {"progress": True}),
    "Run.wait": (RUN, {"function": lambda: 1}),
    "Size.of_shape": (nnart.Size, {"rows": 6, "columns": 8}),
    "View.bands": (VIEW, {"height": 2}),
    "View.columns": (VIEW, {"width": 2}),
    "View.crop": (VIEW, {"rows": (0, 1)}),
    "View.of": (nnart.View, {"recipe": RECIPE, "size": 8}),
    "View.points": (VIEW, {}),
    "View.points_at": (VIEW, {"rows": np.zeros(2), "cols": np.zeros(2)}),
    "View.shrunk": (VIEW, {"shrink": 2}),
    "View.within": (VIEW, {"window": VIEW}),
}
# They need a scheduler, or futures of a crew, and are checked by the same means.
UNTRIED = {"Cluster.close", "Cluster.each", "Cluster.map", "Cancel.result_of", "Threads.map"}


def methods_of(kind: type) -> Iterator[str]:
    """Yield the names of a class's public methods, and of calling it, that nnart has made."""
    for name, value in inspect.getmembers(kind, inspect.isroutine):
        function = inspect.unwrap(getattr(value, "__func__", value))
        ours = (getattr(function, "__module__", None) or "").startswith("nnart")
        if ours and callable(value) and (not name.startswith("_") or name == "__call__"):
            home = next(base for base in kind.__mro__ if name in vars(base))
            yield f"{kind.__name__ if home.__name__ == 'Layout' else home.__name__}.{name}"


def test_the_tables_have_all_that_is_public() -> None:
    public = {name: getattr(nnart, name) for name in dir(nnart) if name != "__version__"}
    kinds = {name: value for name, value in public.items() if isinstance(value, type)}
    assert public.keys() - kinds.keys() == FUNCTIONS.keys()
    assert kinds.keys() == CLASSES.keys()
    found = {name for kind in kinds.values() for name in methods_of(kind)}
    found -= {name for name in found if name.startswith("IIIF.")}  # a layout, as DeepZoom
    assert found == METHODS.keys() | UNTRIED


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with files of all kinds, which is the current one."""
    path, before = tmp_path_factory.mktemp("public"), Path.cwd()
    os.chdir(path)
    patched = pytest.MonkeyPatch()
    FILM.save("film.webp", (16, 8))
    patched.setenv("NNART_FAVOURITES", str(path / "favourites"))
    PICTURE.save("a.png")
    nnart.write_network(NETWORK, "net.toml")
    nnart.render_sheet(SHEET, "sheet.png", 16)
    (path / "list.toml").write_text('[[pictures]]\ntitle = "a"\nseed = 1\nlayers = 2\nwidth = 4\n')
    FUNCTIONS["build_gallery"]["gallery"] = nnart.read_gallery("list.toml")
    METHODS["Gallery.sizes_of"][1]["exhibit"] = nnart.read_gallery("list.toml").exhibits[0]
    yield path
    patched.undo()
    os.chdir(before)


def parameters_of(function: Callable[..., Any]) -> list[inspect.Parameter]:
    try:
        return list(inspect.signature(function).parameters.values())
    except ValueError:  # an exception that takes anything
        return []


def call(function: Callable[..., Any], arguments: Arguments) -> None:
    """Call a function, and go some way through what it yields."""
    parameters = parameters_of(function)
    rows = [one.name for one in parameters if one.kind is one.VAR_POSITIONAL]
    first = [one.name for one in parameters if one.kind is one.POSITIONAL_ONLY]
    placed = [arguments[name] for name in first if name in arguments]
    placed += [one for name in rows if name in arguments for one in [arguments[name]]]
    named = {name: value for name, value in arguments.items() if name not in (*rows, *first)}
    result = function(*placed, **named)
    if isinstance(result, GeneratorType):
        list(islice(result, 3))
        result.close()


def tried() -> Iterator[tuple[str, Callable[..., Any], Arguments]]:
    """Yield the names of all that is public, what is called, and with what."""
    for name, arguments in (FUNCTIONS | CLASSES).items():
        yield name, getattr(nnart, name), arguments
    for name, (owner, arguments) in METHODS.items():
        yield name, getattr(owner, name.split(".")[1]), arguments


@pytest.mark.parametrize(
    ("name", "function", "arguments"), list(tried()), ids=lambda one: one if isinstance(one, str) else ""
)
def test_wrong_kinds_of_arguments_are_refused_in_a_line(
    name: str, function: Callable[..., Any], arguments: Arguments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnart.progress.sys.stderr", io.StringIO())
    if name != "Cluster":
        call(function, arguments)
    named = [one.name for one in parameters_of(function) if one.kind is not one.VAR_KEYWORD]
    for parameter in dict.fromkeys([*named, *arguments]):
        if name == "Run.check" and parameter == "written":
            continue
        for value in HOSTILE:
            if value is NETWORK and parameter == "function":  # which would fail by itself
                continue
            try:
                call(function, arguments | {parameter: value})
            except nnart.NnartError as error:
                assert "\n" not in str(error)
                assert len(str(error)) < 1500
            except Exception as error:
                error.add_note(f"{name}({parameter}={value!r})"[:200])
                raise


SAID: list[tuple[Callable[..., object], tuple[Any, ...], str]] = [
    (
        nnart.render,
        (7.5,),
        "recipe: a Recipe, a seed, or the name of a picture or a recipe is needed, not 7.5; "
        "nnart.Recipe(seed=7) makes one",
    ),
    (
        nnart.save,
        (7.5, "b.png"),
        "recipe: a Recipe, a seed, or the name of a picture or a recipe is needed, not",
    ),
    (nnart.estimate, (7,), "job: a Job is needed, not 7; nnart.job_of(7, '4k') makes one"),
    (nnart.calibrate, (7,), "recipe: a Recipe is needed, not 7; nnart.recipe_of(7) makes one"),
    (nnart.View, ((6, 4),), "arguments are needed by their names, not (6, 4); write size=(6, 4)"),
    (nnart.Size, ("4k",), "size: a width and a height are needed, not '4k'"),
    (nnart.Recipe, (7, 8), "only the seed goes without its name, once, not (7, 8)"),
    (nnart.between, (RECIPE, RECIPE, "half"), "share: a number from 0 to 1 is needed, not 'half'"),
    (nnart.breed, (RECIPE, RECIPE, True, 1), "count: a whole number from 1 to 10000 is needed, not True"),
    (nnart.Run, (nnart.Threads,), "workers: Threads or a Cluster is needed"),
    (PICTURE.to_bytes, ("bmp",), "format: 'bmp' is not one of png, jpg, jpeg, webp, avif, tif, tiff"),
    (nnart.render, (RECIPE, (0.5, 2)), "size: sides are whole numbers from 1 to 1000000 pixels, not 0.5"),
]


@pytest.mark.parametrize(("function", "given", "says"), SAID)
def test_what_is_said_helps(function: Callable[..., object], given: tuple[Any, ...], says: str) -> None:
    with pytest.raises(nnart.InputError) as caught:
        function(*given)
    assert str(caught.value).startswith(says)


NAMES: list[tuple[Callable[..., object], dict[str, Any], str]] = [
    (nnart.vary, {}, "recipe: it is needed"),
    (nnart.between, {"share": 0.5}, "one and other: they are needed"),
    (nnart.Job, {}, "recipe: it is needed"),
    (nnart.verify, {"file": "a.png", "nosuch": 1}, "'nosuch' is not one of file, run, progress"),
    (nnart.Recipe, {"neurons": 8}, "'neurons' is not one of the values of a recipe; did you mean width"),
    (nnart.Recipe, {"layerz": 8}, "'layerz' is not one of the values of a recipe; did you mean layers"),
    (
        nnart.Recipe,
        {"preset": "silk"},
        "'preset' is not one of the values of a recipe; nnart.recipe_of(seed=7, preset='silk') begins with it",
    ),
    (
        nnart.Run,
        {"threads": 2},
        "'threads' is not one of workers, progress, force, restart, cancel, budget, keep_after, limits; "
        "write run=nnart.Run(nnart.Threads(2))",
    ),
    (nnart.Limits, {"disk": 2}, "'disk' is not one of seconds, memory, pixels"),
    (PICTURE.to_bytes, {"quality": 80}, "'quality' is not one of format, dpi; it is fixed and high"),
]


@pytest.mark.parametrize(("function", "given", "says"), NAMES)
def test_missing_and_unknown_names_are_said(
    function: Callable[..., object], given: dict[str, Any], says: str
) -> None:
    with pytest.raises(nnart.InputError) as caught:
        function(**given)
    assert str(caught.value).startswith(says)


def test_what_python_itself_refuses_within_stays_as_it_is() -> None:
    def tell(_: float) -> None:
        raise TypeError("mine")

    with pytest.raises(TypeError, match="mine"):
        nnart.render(RECIPE, 8, progress=tell)


@pytest.mark.parametrize("limits", [{"seconds": float("nan")}, {"seconds": -5}, {"memory": -1}, {"pixels": -1}])
def test_limits_are_no_less_than_nothing(limits: dict[str, Any]) -> None:
    with pytest.raises(nnart.InputError, match="from 0 is needed"):
        nnart.Limits(**limits)


def test_a_number_of_bytes_may_be_written_as_people_do() -> None:
    limits: Any = nnart.Limits
    assert limits(memory=4e9) == nnart.Limits(memory=4 * 10**9)
    for bad in (4.5, float("inf"), "4"):
        with pytest.raises(nnart.InputError):
            limits(memory=bad)
    with pytest.raises(nnart.InputError, match="field: "):
        nnart.Budget(field=-1)


def test_each_function_names_its_own_way_to_replace_a_file() -> None:
    PICTURE.save("there.png", force=True)
    cases: list[tuple[Callable[[], object], str]] = [
        (lambda: PICTURE.save("there.png"), "; force=True replaces it"),
        (lambda: nnart.save(JOB, "there.png"), "; run=nnart.Run(force=True) replaces it"),
    ]
    for call, way in cases:
        with pytest.raises(nnart.FileError) as caught:
            call()
        assert str(caught.value).endswith(f"exists{way}")
    nnart.keep(RECIPE, "twice", force=True)
    with pytest.raises(nnart.FileError, match="; force=True replaces it"):
        nnart.keep(RECIPE, "twice")
    many: Any = {"recipes": [3], "size": 8, "to": "again{seed}.png", "layers": 2, "width": 4}
    assert len(list(nnart.render_many(**many))) == 1
    with pytest.raises(nnart.FileError, match=r"; run=nnart.Run\(force=True\) replaces it"):
        list(nnart.render_many(**many))
    assert len(list(nnart.render_many(**many, run=RUN))) == 1


def test_numpys_numbers_are_numbers() -> None:
    """And are kept as Python's."""
    share, side, seed = np.float64(0.25), np.int64(8), np.uint64(7)
    other = RECIPE.replace(seed=4)
    assert nnart.between(RECIPE, other, share) == nnart.between(RECIPE, other, 0.25)
    given: dict[str, Any] = {
        "seed": seed,
        "layers": np.int8(2),
        "zoom": np.float32(2),
        "dither": np.bool_(True),
        "center": np.array([0.5, 1]),
        "z": np.arange(2),
    }
    recipe = nnart.Recipe(**given)
    assert recipe == nnart.Recipe(seed=7, layers=2, zoom=2.0, dither=True, center=(0.5, 1.0), z=(0.0, 1.0))
    assert RECIPE.replace(**given).seed == 7
    assert {type(value) for value in vars(recipe).values()} <= {int, float, bool, str, tuple, type(None)}
    render: Any = nnart.render
    assert render(seed, side, layers=np.int64(2)).size == (8, 8)
    explore: Any = nnart.explore_seeds
    found = explore(np.arange(3), {"layers": 2, "width": 4}, keep=np.int64(2))
    assert {type(one.recipe.seed) for one in found.kept} == {int}


def test_every_annotation_is_read() -> None:
    """A name that is not found in one would switch its check off."""
    unread = []
    for name, function, _ in tried():
        bare: Any = inspect.unwrap(getattr(function, "__func__", function))
        bare = inspect.unwrap(vars(bare).get("__init__", bare.__new__)) if isinstance(bare, type) else bare
        names = getattr(bare, "__globals__", {})
        for parameter in inspect.signature(bare).parameters.values() if names else ():
            try:
                eval(str(parameter.annotation), names, _Names(names))
            except NameError:
                unread.append(f"{name} {parameter.name}")
            except SyntaxError:  # of a class that is no text
                assert not isinstance(parameter.annotation, str)
    assert unread == ["Run.check written"]


def test_whatever_is_public_has_a_short_form() -> None:
    """Without the addresses of objects, and without what is as usual."""
    job, run = nnart.Job(nnart.Recipe(7), (40, 30)), nnart.Run(nnart.Threads(3), force=True)
    painted = nnart.save(job, io.BytesIO())
    shown = [
        (job, "Job(Recipe(seed=7), (40, 30))"),
        (nnart.Run(), "Run()"),
        (run, "Run(Threads(3), force=True)"),
        (nnart.Run(limits=nnart.Limits(10)), "Run(limits=Limits(seconds=10))"),
        (nnart.Run(cancel=nnart.Cancel()), "Run()"),
        (nnart.Threads(2), "Threads(2)"),
        (nnart.Finished(job, Path("a.png"), painted, 0.5), "<Finished a.png, 40 x 30, 0.5 s>"),
    ]
    assert [repr(one) for one, _ in shown] == [text for _, text in shown]
    for name, arguments in CLASSES.items():
        if name != "Cluster":
            assert not re.search(r" at 0x|[\n]", repr(getattr(nnart, name)(**arguments))), name
