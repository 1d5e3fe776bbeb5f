"""Throw data at a reader, guided by what it makes the reader do, until it raises what is no NnartError.

    python tools/fuzz.py READER SECONDS

READER is one of tests/readers.py. It begins with the reader's corpus; what crashes it, takes longer than ten
seconds or more than 2 GiB is added to the corpus, where tests/process/test_hostile.py will find it. Needs
`pip install -e '.[test,fuzz]'`.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import traceback
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["nnart", "PIL", "tifffile", "tomllib", "zipfile"]):
    # What readers import only when they need it would not be guided by.
    import tomllib  # noqa: F401

    import tifffile  # noqa: F401
    from PIL import AvifImagePlugin, JpegImagePlugin, MpoImagePlugin, WebPImagePlugin  # noqa: F401

    from nnart.errors import NnartError
    from nnart.files import tiff  # noqa: F401
    from tests.readers import CORPUS, READERS, clean  # isort: skip


def main(name: str, seconds: int) -> None:
    folder = CORPUS / name
    reader = READERS[name]

    def once(data: bytes) -> None:
        data = reader.repaired(data)
        try:
            reader.read(data)
        except NnartError as error:
            if not clean(str(error)):
                _keep(data, folder)
        except Exception:
            _keep(data, folder)

    with tempfile.TemporaryDirectory() as found:
        options = (
            "-timeout=10",
            "-rss_limit_mb=2048",
            "-max_len=65536",
            "-print_final_stats=1",
            "-verbosity=1",
        )
        arguments = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", *options, found, str(folder)]
        atheris.Setup([sys.argv[0], *arguments], once)
        atheris.Fuzz()


def _keep(data: bytes, folder: Path) -> None:
    """Write what crashed a reader into its corpus, and end."""
    traceback.print_exc()
    path = folder / f"crash-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    print(f"kept as {path}", flush=True)
    os._exit(1)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in READERS:
        sys.exit(f"{__doc__}\nReaders: {', '.join(READERS)}")
    main(sys.argv[1], int(sys.argv[2]))
