"""Pictures painted by deep random neural networks: the same recipe always gives the same pixels.

    import nnart

    picture = nnart.render(seed=7, preset="silk", size="4k")   # any value of a recipe is a keyword: layers=40
    picture.save("silk.png")                                   # or .jpg, .webp, .avif, .tif; it shows itself

The ten names to begin with; `help(nnart.render)` says more of each:

    render          a picture from a seed, a preset, a file, or a recipe
    render_many     many of them, one after the other: for picture in nnart.render_many(range(8))
    save            a picture of any size into a file, row by row: nnart.save(nnart.Job(recipe, "16k"), "a.png")
    read            what a picture's file says of itself: nnart.read("silk.png").recipe
    Recipe          everything that decides a picture except its size: nnart.Recipe(seed=7, layers=40)
    presets         named recipes; palettes, activations, symmetries, sizes and favourites are lists, too
    explore_seeds   a diverse set of the best among many seeds
    breed           children of two recipes; vary and between make others
    network_of      the network of a recipe: network(points) are its answers, network.layers its numbers
    Run             how work is done: threads or a cluster, progress, limits, cancelling

Sizes are (width, height), as in Pillow and on the command line, or texts such as "4k" and "a3@300dpi"; arrays
are (rows, columns, …). What nnart refuses, it says in one line: every error is an `nnart.NnartError`.
"""

# The public names stand in `__init__.pyi`. They are loaded when first used, so that the command line can answer
# without NumPy or numba.
import lazy_loader

_load, _, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> object:
    try:
        return _load(name)
    except AttributeError:
        if name.startswith("_"):  # such as what notebooks ask all objects for
            raise
        from nnart.checks.calls import missing

        raise missing(name, __all__) from None


def __dir__() -> list[str]:
    return sorted(__all__)
