"""`python -m nnart`."""

from nnart.cli import main

main()
