"""Tests of nnart.films."""
