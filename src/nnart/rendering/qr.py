"""QR codes of recipes' codes, for the back of a print."""

from __future__ import annotations

from pathlib import Path

from nnart.errors import InputError, fault
from nnart.files.atomic import replacing

ENDINGS = (".png", ".svg")
_SCALE = 12  # dots of a PNG for each module: about a millimetre of a print
_DPI = 300
_MAX_M = 3391  # characters of level M
_BORDER = 4  # modules, as the standard asks for


def write_qr(code: str, path: str | Path, *, force: bool = False) -> None:
    """Write a picture's code as a QR code, in upper case, which is most compact.

    A seventh of the QR code may be damaged (level M or better), or less if the code has thousands of
    characters.

    Args:
        code: such as `nn1-0cw0s1htkw`.
        path: ending in .png or .svg.
        force: whether a file of that name may be replaced.

    Raises:
        InputError: if the name has another ending, or the code is too long.
        FileError: if the file exists or cannot be written.
    """
    import segno  # for the few who want one

    path = Path(path)
    kind = path.suffix.lower()
    if kind not in ENDINGS:
        says = f"a name that ends in {' or '.join(ENDINGS)} is needed"
        raise InputError(fault("kind", says, "path", got=path.name))
    try:
        made = segno.make_qr(code.upper(), error="M" if len(code) <= _MAX_M else "L")
    except segno.DataOverflowError:
        says = f"a QR code has no room for a code of {len(code)} characters"
        raise InputError(fault("limit", says, ways="keep the picture itself")) from None
    with replacing(path, force) as stream:
        if kind == ".svg":
            made.save(stream, kind="svg", border=_BORDER, scale=1, unit="mm")
        else:
            made.save(stream, kind="png", border=_BORDER, scale=_SCALE, dpi=_DPI)
