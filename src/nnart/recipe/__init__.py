"""Recipes: the values that decide a picture, their rules, and how people write them."""

from nnart.checks.calls import answer

answer(__name__)
