"""What the rest of nnart calls of the kernel: it is all there, linked once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from nnart.kernel import calls, choice, loaded, loading, packing, processor


def test_all_that_is_named_is_there() -> None:
    kernel = loaded()
    homes = (calls, choice, loading, packing, processor)
    for name in kernel.__all__:
        assert any(getattr(kernel, name) is getattr(home, name, None) for home in homes), name


def test_every_thread_has_the_same_kernel() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert {id(kernel) for kernel in pool.map(lambda _: loaded(), range(16))} == {id(loaded())}


def test_the_kernel_is_loaded_when_it_is_needed() -> None:
    code = "import sys, nnart.kernel; print({'llvmlite', 'nnart.kernel.api'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
