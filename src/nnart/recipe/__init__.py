"""Recipes: the values that decide a picture, their rules, and how people write them."""
