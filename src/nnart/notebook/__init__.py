"""Widgets for notebooks: a picture with a control for every value, and a wall of seeds to choose from."""
