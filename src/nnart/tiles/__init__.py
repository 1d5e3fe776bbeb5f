"""Tiles: a picture as a folder that viewers zoom into."""
