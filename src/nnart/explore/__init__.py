"""Exploring: many small pictures at once, what they have to offer, and which to keep."""
