"""Exploring: measuring, ranking and breeding, to find the picture to keep."""
