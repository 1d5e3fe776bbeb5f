"""Tests of nnart.films.files."""
