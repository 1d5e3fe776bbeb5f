"""Numbers that are the same on every machine."""
