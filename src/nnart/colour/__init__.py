"""Colours: from the numbers of a field to pixels."""
