"""What nnart tells while it goes on: a warning, for programs that filter warnings too."""

from __future__ import annotations

import warnings


def tell(message: str) -> None:
    """Warn of something that stops no work, and return.

    Filters decide whether the warning is shown. Where they make errors of warnings, it is shown, and the work
    goes on all the same.
    """
    try:
        warnings.warn(message, RuntimeWarning, stacklevel=3)
    except RuntimeWarning as warning:
        warnings.showwarning(warning, RuntimeWarning, __file__, 0)
