"""Checks: public functions look at what they are given before they do anything with it."""
