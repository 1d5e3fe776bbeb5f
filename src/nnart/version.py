"""The version of nnart."""

__version__ = "0.1.0"
