"""Pictures painted by deep random neural networks.

The public names stand in `__init__.pyi`. They are loaded when first used, so that the command line can answer
without NumPy or numba.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
