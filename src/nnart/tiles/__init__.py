"""Tiles: a picture as a folder that viewers zoom into."""

ENDINGS = ("jpg", "png", "webp")  # of the names of tiles: what every browser shows
