"""Pictures painted by deep random neural networks: the same recipe always gives the same pixels.

    import nnart

    picture = nnart.render(seed=7, preset="silk", size="4k")   # any value is a keyword, such as layers=40
    picture.save("silk.png")                                   # or .jpg, .webp, .avif, .tif; notebooks show it

Ten names to begin with; `help(nnart.render)` explains each:

    render          a picture from a seed, a preset, a file, or a recipe
    render_many     many pictures: for picture in nnart.render_many(range(8))
    save            a picture of any size, straight into a file: nnart.save(nnart.Job(recipe, "16k"), "a.png")
    read            the recipe in a picture's file: nnart.read("silk.png").recipe
    Recipe          everything that decides a picture except its size: nnart.Recipe(seed=7, layers=40)
    presets         the list of named recipes; palettes, activations, symmetries, sizes and favourites, too
    explore_seeds   a varied set of the best among many seeds
    breed           children of two recipes; see also vary and between
    network_of      the network of a recipe: network(points) evaluates it, network.layers has its numbers
    Run             how to render: threads or a cluster, progress, limits, cancelling

Sizes are (width, height), as in Pillow and on the command line, or texts such as "4k" and "a3@300dpi"; arrays
are (rows, columns, …). Every error is an `nnart.NnartError` with a text of one line.
"""

# `__init__.pyi` lists the public names. They are imported on first use, so the command line can start without
# NumPy or LLVM.
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
