"""Check that this process may execute memory that it has written, as the kernel needs."""

from __future__ import annotations

import ctypes
import mmap
import sys

from nnart.errors import NnartError, fault

_SIZE = 1 << 25  # more than LLVM needs to link the kernel; without memory it would end the process


def check_executable() -> None:
    """Check that memory can be made executable after writing, as LLVM does it.

    systemd's MemoryDenyWriteExecute, SELinux and prctl(PR_SET_MDWE) can refuse this. LLVM does not notice, and
    calling the code crashes. Not checked on Windows.

    Raises:
        NnartError: if the system refuses it.
    """
    if sys.platform == "win32":
        return
    try:
        refused = not _may_execute()
    except OSError as error:
        says = f"there is no memory for the compiled kernel ({error.strerror})"
        raise NnartError(fault("limit", says)) from error
    if refused:
        says = "cannot allocate executable memory, which the compiled kernel needs"
        way = "lift the restriction, such as systemd's MemoryDenyWriteExecute or SELinux's deny_execmem"
        raise NnartError(fault("access", says, ways=way))


def _may_execute() -> bool:
    """Map some memory, and try to make it executable.

    Raises:
        OSError: if there is no memory.
    """
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    with mmap.mmap(-1, _SIZE, flags=flags, prot=mmap.PROT_READ | mmap.PROT_WRITE) as memory:
        first = ctypes.c_char.from_buffer(memory)
        address, size = ctypes.c_void_p(ctypes.addressof(first)), ctypes.c_size_t(_SIZE)
        done = ctypes.CDLL(None).mprotect(address, size, mmap.PROT_READ | mmap.PROT_EXEC)
        del first  # or the memory could not be unmapped
    return bool(done == 0)
