"""Tiles: a picture as a folder that viewers zoom into."""

from nnart.checks.calls import answer

ENDINGS = ("jpg", "png", "webp")  # of the names of tiles: what every browser shows

answer(__name__)
