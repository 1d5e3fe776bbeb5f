"""The corpus: small files that mean harm, or came out broken, a folder for each of `tests.readers`.

python -m tests.make_corpus    writes them into tests/corpus

What tools/fuzz.py has found (crash-…) lies beside them and is left alone. A file's name says what is wrong with
it; those that begin with `good` are not wrong, and every reader has one.
"""

from __future__ import annotations

import bz2
import io
import json
import pickle
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image

import nnart
from nnart.files.formats import PICTURES
from nnart.files.tags import DESCRIPTION
from nnart.network.origin import text_of
from tests.readers import CORPUS, READERS

Files = dict[str, bytes]

RECIPE = nnart.Recipe(layers=1, width=1, palette="ink", tolerance=0)
TEXT = text_of(RECIPE)
ESCAPE = "\x1b]0;title\x07\x1b[2J\x1b[31mred\u202egnihtemos"
BOMB = zlib.compress(bytes(2**22), 9)  # 4 KiB that become 4 MiB
DEEP = 2000
LONG = 5_000
BAD_VALUES = {
    "minus": "-1",
    "huge-integer": "1" + "0" * 400,
    "huge-float": "1e308",
    "not-a-number": "nan",
    "infinite": "inf",
    "text": '"x"',
    "long-text": f'"{"x" * 999}"',
    "flag": "true",
    "list": "[[], [1], {}]",
    "path": '"/etc/passwd"',
    "escapes": json.dumps(ESCAPE),
}


def main() -> None:
    for reader in READERS:
        folder = CORPUS / reader
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if not old.name.startswith("crash-"):
                old.unlink()
    for reader, name, data in corpus():
        (CORPUS / reader / name).write_bytes(data)


def corpus() -> Iterator[tuple[str, str, bytes]]:
    """Yield every file: its reader, name and bytes."""
    for reader, files in (
        ("png", png()),
        ("sheet", sheet()),
        ("genome", genome()),
        ("tiff", tiff()),
        *((kind, by_pillow(kind)) for kind in ("jpeg", "webp", "avif")),
        ("recipe-json", recipe_json()),
        ("recipe-toml", recipe_toml()),
        ("network-toml", network_toml()),
        ("network-npz", network_npz()),
        ("palette", palette()),
        ("palette-text", palette_text()),
        ("size", size()),
        ("seeds", seeds()),
    ):
        for name, data in files.items():
            yield reader, name + READERS[reader].ending, data


def painted(kind: str) -> bytes:
    stream = io.BytesIO()
    nnart.render(RECIPE, (4, 4)).write(stream, PICTURES[f".{kind}"])
    return stream.getvalue()


def sheet() -> Files:
    base = RECIPE.to_dict()
    good = {"nnart": "1", "title": "", "columns": 1, "base": base, "tiles": [["1", {}], ["2", {"seed": 2}]]}
    pixels = chunk(b"IDAT", zlib.compress(bytes(52)))

    def carrying(data: object) -> bytes:
        return assembled(text(data if isinstance(data, str) else json.dumps(data), b"nnart-sheet"), pixels)

    changes: dict[str, dict[str, Any]] = {
        "no-tiles": {"tiles": []},
        "tiles-number": {"tiles": 1},
        "tiles-of-numbers": {"tiles": [1, 2]},
        "changes-list": {"tiles": [["a", [1, 2]]]},
        "name-number": {"tiles": [[1, {}]]},
        "names-twice": {"tiles": [["a", {}], ["a", {}]]},
        "name-escapes": {"tiles": [[ESCAPE, {ESCAPE: 1}]]},
        "title-escapes": {"title": ESCAPE, "columns": ESCAPE},
        "long-name": {"tiles": [["a" * LONG, {}]]},
        "bad-seed": {"tiles": [["a", {"seed": 1e999}]]},
        "columns-zero": {"columns": 0},
        "columns-flag": {"columns": True},
        "base-list": {"base": [base]},
        "two-spaces": {"tiles": [["a", {}], ["b", {"space": "p3"}]]},
    }
    return {
        "good": carrying(good),
        "deep": carrying("[" * 50_000),
        "empty": carrying(""),
        "too-long": assembled(struct.pack(">I", 2**20 + 300) + b"iTXtnnart-sheet\0\0\0\0\0", pixels),
        "compressed": assembled(chunk(b"iTXt", b"nnart-sheet\0\1\0\0\0" + BOMB), pixels),
        **{name: carrying(good | change) for name, change in changes.items()},
    }


def genome() -> Files:
    return {
        "good": b"mix(cross(7,12,3),99,0.05)",
        "open": b"mix(" * DEEP,
        "deep": b"mix(" * DEEP + b"7" + b",7,0.5)" * DEEP,
        "digits": b"cross(7,12," + b"9" * LONG + b")",
        "seed": b"mix(18446744073709551616,1,0.5)",
        "share": b"mix(1,2,1e999)",
        "letters": b"mix(1,2,x)",
        "escapes": ESCAPE.encode(),
    }


# PNG


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def assembled(*chunks: bytes, header: tuple[int, ...] = (4, 4, 8, 2, 0, 0, 0)) -> bytes:
    first = chunk(b"IHDR", struct.pack(">IIBBBBB", *header))
    return b"\x89PNG\r\n\x1a\n" + first + b"".join(chunks) + chunk(b"IEND", b"")


def text(data: str | bytes, keyword: bytes = b"nnart") -> bytes:
    return chunk(b"iTXt", keyword + b"\0\0\0\0\0" + (data.encode() if isinstance(data, str) else data))


def origin(version: object = "1", **recipe: Any) -> str:
    return json.dumps({"nnart": version, "recipe": recipe})


def png() -> Files:
    good, said = painted("png"), text(TEXT)
    pixels = chunk(b"IDAT", zlib.compress(bytes(13 * 4)))
    bad_sum = bytearray(assembled(said, pixels))
    bad_sum[60] ^= 1
    files = {
        "good": good,
        "bad-checksum": bytes(bad_sum),
        "chunk-longer-than-the-file": assembled(said, struct.pack(">I", 2**31 - 1) + b"IDAT"),
        "chunk-longer-than-any": assembled(struct.pack(">I", 2**32 - 1) + b"iTXt"),
        "chunk-named-by-an-escape": assembled(struct.pack(">I", 1) + b"\x1b[2J"),
        "text-longer-than-allowed": assembled(struct.pack(">I", 70_000) + b"iTXt", pixels),
        "good-compressed-ztxt": assembled(chunk(b"zTXt", b"nnart\0\0" + zlib.compress(TEXT.encode())), pixels),
        "good-behind-the-pixels": assembled(pixels, chunk(b"tEXt", b"nnart\0" + TEXT.encode())),
        "good-beside-a-text-bomb-ztxt": assembled(chunk(b"zTXt", b"nnart\0\0" + BOMB), said, pixels),
        "text-bomb-itxt": assembled(chunk(b"iTXt", b"nnart\0\1\0\0\0" + BOMB), pixels),
        "good-beside-a-profile-bomb-iccp": assembled(chunk(b"iCCP", b"a\0\0" + BOMB), said, pixels),
        "pixel-bomb": assembled(said, chunk(b"IDAT", BOMB)),
        "good-thousands-of-chunks": assembled(*[chunk(b"tEXt", b"a\0b")] * 2000, said, pixels),
        "thousands-of-empty-pixel-chunks": assembled(said, *[chunk(b"IDAT", b"")] * 2000),
        "good-two-texts": assembled(said, text("{}"), pixels),
        "text-not-utf-8": assembled(text(b"\xff\xfe"), pixels),
        "text-without-zeros": assembled(chunk(b"iTXt", b"nnart"), pixels),
        "text-with-zeros": assembled(text(b"\0" * 1000), pixels),
        "text-deep": assembled(text("[" * LONG), pixels),
        "text-escapes": assembled(text(ESCAPE), pixels),
        "version-escapes": assembled(text(origin(ESCAPE)), pixels),
        "good-but-a-resolution-of-0": assembled(chunk(b"pHYs", bytes(9)), said, pixels),
        "good-but-a-resolution-too-short": assembled(chunk(b"pHYs", b"1"), said, pixels),
        "no-header": b"\x89PNG\r\n\x1a\n" + said + pixels,
        "no-pixels": assembled(said),
        "no-end": assembled(said, pixels)[:-12],
        "no-recipe": assembled(pixels),
        "pixels-nonsense": assembled(said, chunk(b"IDAT", b"nonsense")),
        "pixels-too-few": assembled(said, chunk(b"IDAT", zlib.compress(bytes(13 * 3)))),
        "signature-only": good[:8],
    }
    headers = {
        "size-0": (0, 4, 8, 2, 0, 0, 0),
        "size-2-31": (2**31, 4, 8, 2, 0, 0, 0),
        "size-huge": (2**31 - 1, 2**31 - 1, 16, 6, 0, 0, 0),
        "row-of-gigabytes": (2**31 - 1, 1, 16, 6, 0, 0, 0),
        "bits-255": (4, 4, 255, 2, 0, 0, 0),
        "good-interlaced": (4, 4, 8, 2, 0, 0, 1),
        "good-colour-type-unknown": (4, 4, 8, 77, 0, 0, 0),
    }
    files |= {name: assembled(said, chunk(b"IDAT", BOMB), header=header) for name, header in headers.items()}
    return files | cut(good, 4)


# TIFF


def directory(*tags: tuple[int, int, int, int], following: int = 0, claimed: int | None = None) -> bytes:
    """Return a TIFF of one directory at 8: tags are (code, type, count, value or offset)."""
    count = len(tags) if claimed is None else claimed
    body = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\0" + struct.pack("<IH", 8, count) + body + struct.pack("<I", following)


def tiff() -> Files:
    good = painted("tif")
    plain = ((256, 3, 1, 4), (257, 3, 1, 4), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8), (279, 4, 1, 16))
    return {
        "good": good,
        "directory-loop": directory(*plain, following=8),
        "directory-nowhere": b"II*\0\xff\xff\xff\xff",
        "directory-at-0": b"II*\0" + bytes(60),
        "directory-of-65535": directory(*plain, claimed=65_535),
        "directory-of-none": directory(),
        "count-huge": directory(*plain, (270, 2, 2**32 - 1, 8)),
        "count-huge-numbers": directory(*plain, (270, 12, 2**32 - 1, 8)),
        "strips-of-gigabytes": directory(*plain[:4], (273, 4, 2**31, 8), (279, 4, 2**31, 8)),
        "text-deep": directory(*plain, (270, 2, LONG, 90)) + b"[" * LONG,
        "text-escapes": directory(*plain, (270, 2, len(ESCAPE.encode()), 90)) + ESCAPE.encode(),
        "text-is-a-number": directory(*plain, (270, 3, 1, 7)),
        "size-0": directory((256, 3, 1, 0), (257, 3, 1, 0), *plain[2:]),
        "size-huge": directory((256, 4, 1, 2**32 - 1), (257, 4, 1, 2**32 - 1), *plain[2:]),
        "size-missing": directory(*plain[2:]),
        "size-of-0-carrying-a-recipe": directory(
            (256, 3, 1, 0), (257, 3, 1, 0), *plain[2:], (270, 2, len(TEXT), 98)
        )
        + TEXT.encode(),
        "bits-missing": directory(*plain[:2], *plain[3:]),
        "type-unknown": directory((256, 99, 1, 4), *plain[1:]),
        "same-tag-twice": directory(*plain, *plain),
        "resolution-by-0": directory(*plain, (282, 5, 1, 8), (283, 5, 1, 12)),
        "big-directory-huge": b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 2**64 - 1),
        "big-directory-nowhere": b"II+\0\x08\0\0\0" + struct.pack("<Q", 2**63),
        **{f"claims-to-be-{name}": claims for name, claims in microscopes(plain).items()},
        **cut(good, 8),
    }


def microscopes(plain: tuple[tuple[int, int, int, int], ...]) -> Files:
    """Return what makes tifffile look for the formats of microscopes."""
    said = {
        "imagej": b"ImageJ=1.11a\nimages=4294967295\nslices=99999999\nhyperstack=true\n",
        "ome": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><OME>&d;</OME>',
        "scanimage": b"state.configPath = '__import__(\"os\")'\nSI.VERSION = 1",
        "shaped": b'{"shape": [99999999999, 99999999999, 4]}',
    }
    files = {name: directory(*plain, (270, 2, len(data) + 1, 90)) + data + b"\0" for name, data in said.items()}
    files["lsm"] = directory(*plain, (34412, 1, 2**31, 8))
    files["ndpi"] = directory(*plain, (65420, 4, 1, 1))
    files["stk"] = directory(*plain, (33628, 4, 2**31, 8), (33629, 5, 2**31, 8))
    return files


# JPEG, WebP, AVIF


def by_pillow(kind: str) -> Files:
    good = painted(kind)
    files = {"good": good}
    for name, said in (
        ("text-deep", "[" * LONG),
        ("text-escapes", ESCAPE.encode().decode("latin-1")),
        ("no-recipe", "a photo"),
        ("version-escapes", origin(ESCAPE)),
        ("values-wrong", origin(seed=-1, palette="/etc/passwd")),
    ):
        exif, stream = Image.Exif(), io.BytesIO()
        exif[DESCRIPTION] = said
        Image.new("RGB", (2, 2)).save(stream, kind, exif=exif)
        files[name] = stream.getvalue()
    start = good.find(b"II*\0") if b"II*\0" in good else good.find(b"MM\0*")
    order = ">" if good[start : start + 2] == b"MM" else "<"
    for name, at, value in (
        ("exif-directory-nowhere", 4, struct.pack(f"{order}I", 2**32 - 1)),
        ("exif-directory-is-the-header", 4, struct.pack(f"{order}I", 0)),
        ("good-exif-of-65535-tags", 8, struct.pack(f"{order}H", 2**16 - 1)),
        ("exif-count-huge", 14, struct.pack(f"{order}I", 2**32 - 1)),
        ("exif-type-unknown", 12, struct.pack(f"{order}H", 99)),
        ("exif-type-number", 12, struct.pack(f"{order}H", 4)),
        ("exif-type-fraction", 12, struct.pack(f"{order}H", 5)),
        ("exif-offset-nowhere", 18, struct.pack(f"{order}I", 2**32 - 1)),
    ):
        changed = bytearray(good)
        changed[start + at : start + at + len(value)] = value
        files[name] = bytes(changed)
    if kind == "jpeg":
        files["good-larger-than-pillow-decodes"] = resized(good, 40_000, 50_000)
    return files | cut(good, 6)


def resized(jpeg: bytes, rows: int, columns: int) -> bytes:
    """Return a JPEG that says it is of another size, in the frame's header."""
    place = jpeg.find(b"\xff\xc0") + 5
    return jpeg[:place] + struct.pack(">HH", rows, columns) + jpeg[place + 4 :]


def cut(data: bytes, count: int) -> Files:
    return {f"cut-{i}": data[: len(data) * i // count] for i in range(1, count)}


# Recipes


def recipe_json() -> Files:
    values = {
        f"{name}-{wrong}": f'{{"nnart":"1","recipe":{{"{name}":{value}}}}}'
        for name in ("seed", "width", "zoom", "palette", "z", "version")
        for wrong, value in (BAD_VALUES | {"not-a-number": "NaN", "infinite": "-Infinity"}).items()
        if wrong != "long-text" or name in ("palette", "version")
    }
    files = values | {
        "good": TEXT,
        "good-keys-twice": TEXT.replace('"seed":0', '"seed":-1,"seed":0'),
        "good-unknown-beside": TEXT[:-1] + ',"\\u001b[2J":"\\u001b[31m"}',
        "empty": "",
        "not-json": "{",
        "list": "[]",
        "number": "1",
        "null": "null",
        "recipe-missing": '{"nnart":"1"}',
        "recipe-null": '{"nnart":"1","recipe":null}',
        "recipe-list": '{"nnart":"1","recipe":[]}',
        "version-missing": '{"recipe":{}}',
        "version-number": origin(1),
        "version-empty": origin(""),
        "version-escapes": origin(ESCAPE),
        "version-line-break": origin("1\n"),
        "version-long": origin("1" * LONG),
        "version-list": origin(["1"]),
        "version-other": '{"nnart":"1","recipe":{"version":99}}',
        "version-true": '{"nnart":"1","recipe":{"version":true}}',
        "deep-lists": "[" * LONG,
        "deep-lists-closed": "[" * DEEP + "]" * DEEP,
        "deep-tables": '{"a":' * 2000,
        "deep-value": f'{{"nnart":"1","recipe":{{"z":{"[" * 900}{"]" * 900}}}}}',
        "integer-of-5000-digits": f'{{"nnart":"1","recipe":{{"seed":{"9" * 5000}}}}}',
        "key-escapes": origin(**{ESCAPE: 1}),
        "key-surrogate": '{"nnart":"1","recipe":{"\\ud800":1}}',
        "key-long": origin(**{"k" * 999: 1}),
        "keys-thousands": origin(**{f"a{i}": 0 for i in range(1200)}),
        "value-surrogate": '{"nnart":"1","recipe":{"palette":"\\udfff"}}',
        "value-zero-character": '{"nnart":"1","recipe":{"palette":"\\u0000"}}',
        "palette-up-the-folders": origin(palette="name:../../x"),
        "palette-up-the-folders-with-colours": origin(palette="../../x:#000,#fff"),
        "palette-file": origin(palette="./colours.gpl"),
        "palette-thousands": origin(palette=["#000"] * 1200),
        "palette-of-lists": origin(palette=[["#000"], ["#fff"]]),
        "activation-thousands": origin(activation=",".join(["sin"] * 900)),
        "activation-deep": f'{{"nnart":"1","recipe":{{"activation":{"[" * 900}{"]" * 900}}}}}',
        "symmetry-order-huge": origin(symmetry="rotation-" + "9" * 999),
        "layers-and-width-too-many": origin(layers=1000, width=1024),
        "network-null": '{"nnart":"1","recipe":{},"network":null}',
        "network-number": '{"nnart":"1","recipe":{},"network":1}',
        "network-deep": f'{{"nnart":"1","recipe":{{}},"network":{{"layers":{"[" * 900}{"]" * 900}}}}}',
        "network-key-escapes": json.dumps({"nnart": "1", "recipe": {}, "network": {"layers": [{ESCAPE: 1}]}}),
        "network-name-escapes": json.dumps(
            {"nnart": "1", "recipe": {}, "network": {"layers": [layer(ESCAPE)]}}
        ),
    }
    return {name: data.encode() for name, data in files.items()} | {"not-utf-8": b"\xff\xfe{}"}


def layer(activation: object = "sin", **changes: Any) -> dict[str, Any]:
    return {"weights": [[1.0, 2.0]], "biases": [0.5], "activation": activation} | changes


def recipe_toml() -> Files:
    files = {
        f"{name}-{wrong}": f"{name} = {value}"
        for name in ("seed", "layers", "detail", "palette", "activation", "inputs", "symmetry")
        for wrong, value in BAD_VALUES.items()
        if wrong != "long-text" or name == "activation"
    }
    files["good-inputs"] = files.pop("inputs-text")
    files |= {
        "good": RECIPE.to_toml(),
        "empty": "",
        "comments-alone": "# seed = 7\n",
        "good-odd-text": "# \u202e\u200b\npalette = '#000,#fff'\n",
        "not-toml": "seed",
        "seed-twice": "seed = 1\nseed = 2",
        "seed-hexadecimal": "seed = 0x" + "f" * LONG,
        "width-hexadecimal": "width = 0x" + "f" * LONG,
        "seed-table": "[seed]\na = 1",
        "seed-date": "seed = 1979-05-27",
        "seed-moment": "seed = 1979-05-27T07:32:00.999999+23:59",
        "version-0": "version = 0",
        "version-infinite": "version = inf",
        "key-escapes": json.dumps(ESCAPE) + " = 1",
        "key-empty": '"" = 1',
        "key-of-thousands-of-parts": "a" + ".a" * LONG + " = 1",
        "keys-thousands": "\n".join(f"a{i} = 0" for i in range(1200)),
        "tables-thousands": "[[a]]\n" * 900,
        "deep-lists": "a = " + "[" * LONG,
        "deep-lists-closed": "z = " + "[" * 400 + "]" * 400,
        "deep-tables": "a = " + "{a = " * 2000,
        "zero-character": "seed = \0",
        "carriage-return": "seed = 1\rseed = 2",
        "escape-character": "seed = '\x1b[31m'",
        "surrogate": 'palette = "\\ud800"',
        "quote-unclosed": "a = " + '"' * 9001,
        "palette-up-the-folders": 'palette = "name:../../x"',
        "palette-a-file": 'palette = "/dev/zero"',
        "contradictions": 'family = "lecture"\ngain = 1\ncolour = "rgb"\npalette = "ink"\nzoom = 3',
        "network-number": "network = 1",
        "network-empty": "[network]",
        "network-activation-escapes": _LAYER.replace("layers", "network.layers").replace("sin", "\\u001b"),
        "too-long": "#" * (2**16 + 1),
    }
    return {name: data.encode() for name, data in files.items()} | {"not-utf-8": b"seed = '\xff'"}


# Networks by hand

_LAYER = '[[layers]]\nweights = [[1.0, 2.0]]\nbiases = [0.5]\nactivation = "sin"\n'


def network_toml() -> Files:
    files = {
        f"{name}-{wrong}": _LAYER.replace(old, value)
        for name, old in (("weight", "2.0"), ("bias", "0.5"), ("activation", '"sin"'), ("row", "[1.0, 2.0]"))
        for wrong, value in BAD_VALUES.items()
        if wrong not in ("minus", "long-text")
    }
    files |= {
        "good": _LAYER,
        "good-subnormal": _LAYER.replace("2.0", "-1e-45"),
        "empty": "",
        "layers-number": "layers = 1",
        "layers-numbers": "layers = [1]",
        "layers-empty": "layers = []",
        "layer-empty": "[[layers]]",
        "layers-that-do-not-fit": _LAYER + _LAYER,
        "layers-thousands": "[[layers]]\n" * 900,
        "rows-uneven": _LAYER.replace("2.0]", "2.0], [1.0]"),
        "rows-empty": _LAYER.replace("1.0, 2.0", ""),
        "weight-hexadecimal": _LAYER.replace("2.0", "0x" + "f" * LONG),
        "weight-beyond-float32": _LAYER.replace("2.0", "3.5e38"),
        "weights-deep": _LAYER.replace("2.0", "[" * 400 + "]" * 400),
        "carry-infinite": _LAYER + "carry = inf",
        "carry-1": _LAYER + "carry = 1",
        "key-escapes": _LAYER + json.dumps(ESCAPE) + " = 1",
        "activation-thousands": _LAYER.replace("sin", "sin," * 900),
        "activation-list-empty": _LAYER.replace('"sin"', "[]"),
        "table-beside": _LAYER + "[other]",
    }
    return {name: data.encode() for name, data in files.items()} | {"not-utf-8": b"\xff"}


class _Command:
    """What runs if it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return exec, ("raise SystemExit('unpickled')",)


def npz(compressed: bool = False, **changes: Any) -> bytes:
    stream = io.BytesIO()
    arrays = {"weights_0": np.eye(2), "biases_0": np.zeros(2), "activations": np.array(["sin"])} | changes
    (np.savez_compressed if compressed else np.savez)(stream, **arrays)
    return stream.getvalue()


def zipped(entries: Files, kind: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", kind) as file:
        for name, data in entries.items():
            file.writestr(zipfile.ZipInfo(name), data, kind)  # whose date does not change
    return stream.getvalue()


def array(shape: str = "(2, 2)", kind: str = "<f4", data: bytes = bytes(16), order: str = "False") -> bytes:
    header = (
        f"{{'descr': {kind if kind[0] in '[(' else repr(kind)}, 'fortran_order': {order}, 'shape': {shape}}}\n"
    )
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header.encode() + data


def network_npz() -> Files:
    good = npz()
    lying = bytearray(zipped({"weights_0.npy": array(data=bytes(2**23))}, zipfile.ZIP_DEFLATED))
    for signature, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):  # the length unpacked, as the two headers have it
        place = lying.find(signature) + at
        lying[place : place + 4] = struct.pack("<I", len(array()))
    encrypted = bytearray(good)
    encrypted[6] |= 1
    encrypted[good.find(b"PK\1\2") + 8] |= 1
    objects = np.array([_Command()], dtype=object)
    one = {"weights_0.npy": array()}
    headers = {
        "shape-huge": array("(99999999999, 99999999999)"),
        "shape-negative": array("(-2, -2)"),
        "shape-of-flags": array("(True, True)", data=bytes(4)),
        "shape-of-100-dimensions": array(f"({'1, ' * 100})", data=bytes(4)),
        "shape-of-minus-signs": array(f"({'-' * 9000}1,)"),
        "shape-deep": array("(" * 500 + ")" * 500),
        "shape-integer-of-5000-digits": array(f"({'9' * 5000},)"),
        "shape-a-call": array("__import__('os').getcwd()"),
        "kind-of-nothing": array("(1,)", "<U0"),
        "kind-void": array("(1,)", "V16"),
        "kind-objects": array("(2,)", "|O"),
        "kind-a-record": array("(2,)", "[('\x1b[31m', '<f4')]"),
        "kind-text-of-gigabytes": array("(1,)", "<U999999999"),
        "kind-unknown": array("(1,)", "<\x1b9"),
        "magic-of-version-9": b"\x93NUMPY\x09\0" + array()[8:],
        "data-too-short": array("(3, 3)"),
        "data-too-long": array("(1, 1)"),
        "no-array": b"\x1b[31m",
        "pickle-only": pickle.dumps(_Command()),
    }
    return {
        "good": good,
        "good-columns-first": npz(weights_0=np.asfortranarray(np.eye(2))),
        "good-compressed": npz(compressed=True),
        "empty": b"",
        "no-archive": b"PK\x05\x06" + bytes(10),
        "archive-of-nothing": b"PK\x05\x06" + bytes(18),
        "archive-of-2-64-entries": b"PK\x05\x06" + bytes(4) + b"\xff" * 12 + bytes(2),
        "pickled-objects": npz(biases_0=objects),
        "pickled-names": npz(activations=objects),
        "bomb-of-zeros": npz(compressed=True, weights_0=np.zeros((2**9, 2**12), np.float32)),
        "bomb-that-lies-about-its-length": bytes(lying),
        "bomb-of-bzip2": zipped({"weights_0.npy": array(data=bytes(2**26))}, zipfile.ZIP_BZIP2),
        "bomb-of-bzip2-that-lies": bzip2_that_lies(),
        "packed-by-lzma": zipped(one, zipfile.ZIP_LZMA),
        "encrypted": bytes(encrypted),
        "name-escapes": zipped(one | {ESCAPE: array()}),
        "name-up-the-folders": zipped(one | {"../../etc/passwd": array()}),
        "names-thousands": zipped({f"weights_{i}": b"" for i in range(50)}),
        "text-beyond-unicode": npz(activations=np.array([0x7FFFFFFF], "<u4").view("<U1")),
        "text-surrogate": npz(activations=np.array([0xD800], "<u4").view("<U1")),
        "text-escapes": npz(activations=np.array([ESCAPE])),
        "text-endless": npz(activations=np.array(["x" * 999])),
        "weights-signalling-nan": npz(weights_0=np.array([[0x7FF0000000000001] * 2] * 2, "<u8").view("<f8")),
        "weights-infinite": npz(weights_0=np.full((2, 2), np.inf)),
        "weights-of-integers-of-64-bits": npz(weights_0=np.full((2, 2), 2**63 - 1)),
        "weights-empty": npz(weights_0=np.zeros((0, 2))),
        "weights-in-5-dimensions": npz(weights_0=np.zeros((1,) * 5)),
        "weights-complex": npz(weights_0=np.eye(2) * 1j),
        "carries-nan": npz(carries=np.array([np.nan])),
        "carries-in-2-dimensions": npz(carries=np.zeros((1, 1))),
        **{f"array-{name}": zipped({"weights_0.npy": data}) for name, data in headers.items()},
        **cut(good, 6),
    }


def bzip2_that_lies() -> bytes:
    packed, claimed = bz2.compress(array(data=bytes(2**26))), array()
    data = bytearray(zipped({"weights_0.npy": packed}, zipfile.ZIP_STORED))
    for signature, at in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        place = data.find(signature) + at
        data[place : place + 2] = struct.pack("<H", zipfile.ZIP_BZIP2)
        data[place + 14 : place + 18] = struct.pack("<I", len(claimed))
    return bytes(data)


# Palettes and other texts


def palette() -> Files:
    files = {
        "good": "#000000\n#ffffff\n",
        "good-gimp": "GIMP Palette\nName: a\x1b[31m\n#\n0 0 0 black\x1b[2J\n255 255 255\n",
        "empty": "",
        "one-colour": "#000",
        "colours-thousands": "#000\n" * 1200,
        "colours-on-one-line": "#000" * 1200,
        "escapes": f"{ESCAPE}\n",
        "escapes-after-colours": f"#000\n#fff\n{ESCAPE}\n",
        "line-long": "x" * LONG,
        "line-of-hashes": "#" * LONG,
        "lines-thousands": "\n" * LONG,
        "odd-line-ends": "#000\x85#fff\u2028#123\x1c#1",
        "odd-digits": "#٣٣٣\n#fff",
        "zeros": "\0" * 1000,
        "path": "/etc/passwd\n",
        "good-json": '{"name": "gold", "colors": ["#000", "rgb(255 255 255)"]}',
        "good-style-sheet": ":root { --a: #000; /* #f */ --b: white }",
        "json-deep": "[" * LONG,
        "json-tables-deep": '{"a":' * 400 + "1" + "}" * 400,
        "braces": "{" * LONG,
        "block-long": "{" + "x" * 20_000 + "}",
        "block-of-names": "{" + "x:" * 8_000 + "}",
        "comments-thousands": "{ a: #000 }" + "/* " * 6_000,
        "links-thousands": "{ a: url(" + "url(" * 4_000 + "}",
        "functions-thousands": "rgb(" * 4_000,
        "word-long": "x" * 20_000,
        "gimp-numbers-huge": "GIMP Palette\n" + "9" * 9000 + " 0 0\n",
        "gimp-numbers-256": "GIMP Palette\n256 0 0\n",
        "gimp-odd-digits": "GIMP Palette\n٣ ٣ ٣\n",
        "gimp-spaces": "GIMP Palette\n0" + " " * LONG + "0\n",
        "too-long": "\n" * (2**16 + 1),
    }
    return {name: data.encode() for name, data in files.items()} | {"not-utf-8": b"#000\n\xff\n"}


def palette_text() -> Files:
    files = {
        "good": "#000,#fff",
        "good-catalogue": "Viridis_r",
        "empty": "",
        "escapes": ESCAPE,
        "path": "/etc/passwd",
        "name-up-the-folders": "../../x:#000,#fff",
        "name-long": "x" * LONG,
        "name-of-colons": ":" * LONG + "#",
        "commas": "," * LONG,
        "good-one-colour": "navy",
        "good-functions": "rgb(0, 0, 0), hsl(0.5turn 50% 50% / 1), oklch(70% 0.1 200)",
        "good-several": "reef; navy,gold",
        "number-huge": "rgb(9e99 0 0),#000",
        "digits-thousands": f"rgb({'9' * LONG} 0 0),#000",
        "colours-and-palettes": "navy,reef",
        "names-thousands": "reef,navy," * (LONG // 10) + "ink",
        "palettes-thousands": "reef;" * (LONG // 5),
        "parentheses": "(" * LONG,
        "function-long": "rgb(" * (LONG // 4),
        "grows-in-lower-case": "\u0130" * 999 + ",#000",
        "format-fields": "{seed.__class__},%s,#000",
    }
    return {name: data.encode() for name, data in files.items()} | {"not-utf-8": b"\xff\xfe"}


def size() -> Files:
    files = {
        "good": "a3-landscape@200dpi",
        "good-lengths": "8.5x11in",
        "empty": "",
        "escapes": ESCAPE,
        "digits-thousands": "9" * LONG,
        "dots-per-inch-0": "a4@0",
        "dots-per-inch-huge": "a4@999999999999",
        "dots-per-inch-twice": "a4@300@300",
        "side-0": "0x5",
        "side-minus": "-1x5",
        "side-huge": "999999999999x999999999999",
        "side-tiny": "0.000000001mm",
        "not-a-number": "nanxinf",
        "odd-digits": "\u0663x\u0663",
        "dashes": "-" * LONG,
        "line-break": "4k\n4k",
    }
    return {name: data.encode() for name, data in files.items()} | {"not-utf-8": b"\xff"}


def seeds() -> Files:
    files = {
        "good": "1,5,10..20",
        "empty": "",
        "escapes": ESCAPE,
        "backwards": "9..1",
        "huge-range": "0..99999999999999999999",
        "many-ranges": ",".join(["0..99999"] * 1000),
        "digits-thousands": "9" * LONG,
        "dots": "." * LONG,
        "commas": "," * LONG,
        "minus": "-1",
        "odd-digits": "\u0663",
        "spaces": " " * LONG,
    }
    return {name: data.encode() for name, data in files.items()} | {"not-utf-8": b"\xff"}


if __name__ == "__main__":
    main()
