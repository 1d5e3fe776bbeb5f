"""A user's script with all that is public, as somebody writes it who has types checked."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tqdm import tqdm

import nnart

picture: nnart.Picture = nnart.render(7, (24, 16), layers=2, width=np.int64(4))
recipe: nnart.Recipe = nnart.recipe_of("7", preset="silk", palette="ink", layers=2, width=4)
recipe = recipe.replace(symmetry="mirror")
job: nnart.Job = nnart.job_of({"seed": 7, "size": "24x16"}, bits=16, layers=2, width=4)
limits = nnart.Limits(seconds=60, memory=4 * 10**9, pixels=10**6)
cancel = nnart.Cancel()
run = nnart.Run(
    nnart.Threads(2), progress=tqdm, force=True, cancel=cancel, budget=nnart.Budget(), limits=limits
)

# What there is to choose among.
named: list[str] = [
    nnart.presets()["silk"].reason,
    nnart.palettes()["reef"].colours[0],
    nnart.activations()[0].name,
]
palette: nnart.Palette = nnart.palettes()["ink"]
nnart.render(recipe, "24x16", palette=palette, run=nnart.Run(progress=print))
values: dict[str, object] = dict(nnart.preset("silk").values)
most: int = len(nnart.catalogue())
kinds: tuple[str, ...] = nnart.symmetries()
screen: nnart.Size = nnart.sizes()["4k"]
size, dpi = nnart.parse_size("2x1cm@50dpi")
side: nnart.Size = nnart.Size(24, 16)

# Files, streams and bytes.
picture.save("a.png", force=True)
picture.save(io.BytesIO(), format="webp")
nnart.save(recipe, Path("b.png"), run, size=side)
nnart.save(job, "c.tif", run, dpi=300)
with Path("a.png").open("rb") as stream:
    again: nnart.Picture = nnart.render(stream)
file: nnart.PictureFile = nnart.read(picture.to_bytes())
row: int | None = nnart.verify("a.png")
row = nnart.verify(picture, progress=True)
pixels = np.asarray(picture)

# Films.
film: nnart.Film = nnart.Film([recipe, picture], kind="flight" if len(kinds) < 2 else "morph", seconds=0.5)
flight = nnart.Film(recipe, kind="flight", to=nnart.Place((0.1, 0.2), 9.0), seconds=0.5, fps="24")
settled: nnart.Film = film.save("film.webp", (24, 16), progress=tqdm)
frame: nnart.Picture = settled.frame(3, "24x16", bits=16)
same: bool = nnart.verify_film("film.webp").same and nnart.Film.read("film.webp") == settled

# Many.
many: Iterator[nnart.Picture] = nnart.render_many(range(3), 16, layers=2, width=4, progress=tqdm)
shown = nnart.Pictures(many)
stop: nnart.Cancel = run.cancel
done: nnart.Finished
for done in nnart.render_many([recipe, job, picture, 7], 16, to="many/{number}.png", run=run):
    assert done.path.exists() and done.seconds
for done in nnart.save_all([(job, "d.png")], run):
    assert done.painted.evaluated
estimate: nnart.Estimate = nnart.estimate(job)

# Finding, and making others.
kept = nnart.explore_seeds(range(6), layers=3, width=9, keep=2, prefer="calm", progress=True)
best: nnart.Recipes = kept.recipes
children: nnart.Recipes = nnart.breed(picture, 8, 2, progress=tqdm, layers=2, width=4)
children = nnart.vary(recipe, 2, change=0.1)
middle: nnart.Recipe = nnart.between(recipe, recipe.replace(seed=8), np.float64(0.5))
nnart.keep(picture, "mine", force=True)
mine: tuple[str, ...] = nnart.favourites()
for seed in kept:
    assert nnart.render(seed, 8).width == 8
changed: dict[str, tuple[object, object]] = recipe.diff(kept[0].recipe)

# Widgets.
tuner = nnart.tune(recipe, size=240)
tuner.recipe = children[0]
again_recipe: nnart.Recipe = tuner.recipe
wall = nnart.explorer(12, 8, preset="silk", palette="reef")
selected: nnart.Recipes = wall.recipes
last: nnart.Recipe | None = wall.recipe

# Sheets, galleries, tiles.
sheet = nnart.Sheet(tuple(nnart.Tile(str(i), one) for i, one in enumerate(children)), columns=2, title="two")
nnart.render_sheet(sheet, "sheet.png", 16, run=run)
for tile in nnart.render_many(nnart.read_sheet("sheet.png"), 16):
    assert tile.recipe
Path("list.toml").write_text('sizes = [24]\npng = 32\n[[pictures]]\ntitle = "a"\nseed = 1\nlayers = 2\n')
gallery: nnart.Gallery = nnart.read_gallery("list.toml")
nnart.build_gallery(gallery, "site", run)
nnart.render_tiles(nnart.Job(recipe, (300, 200)), "tiles", nnart.DeepZoom(size=(300, 200)), run)
nnart.render_tiles(recipe, "iiif", nnart.IIIF(size=64), run)

# Networks.
network: nnart.Network = nnart.network_of(recipe)
answers = network([[0.0, 0.0], [0.5, -0.5]])
answers = network(0.5, -0.5)
curve = nnart.activations()["tanh"](np.linspace(-1, 1, 9))
layer: nnart.Layer = network.layers[0]
view = nnart.View(size=(30, 20))
field = nnart.evaluate(network, view, inputs=nnart.Inputs(), progress=print)
points = nnart.evaluate_at(network, [[0.0, 0.0]])
nnart.write_network(network, "net.toml", force=True)
nnart.render(7, 16, network=nnart.read_network("net.toml"), symmetry="none")
calibrated: nnart.Recipe = nnart.calibrate(recipe)

# What is refused.
try:
    nnart.render("nosuch.png")
except nnart.FileError as error:
    assert error.plain and error.faults[0].rule
try:
    nnart.Recipe(7, layers=0)
except (nnart.RecipeError, nnart.InputError, nnart.Cancelled, nnart.Rescued, nnart.NnartError) as refused:
    assert str(refused)
except nnart.Interrupted:
    version: str = nnart.__version__


def far() -> nnart.Cluster:
    """Return a cluster, where there is one."""
    return nnart.Cluster("host:8786")
