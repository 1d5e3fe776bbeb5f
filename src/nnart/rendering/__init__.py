"""Rendering: from a recipe and a size to a picture or a file."""
