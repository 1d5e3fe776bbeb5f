"""Exploring: many pictures at a time, small, to find the one to keep."""
