"""The plane: from a pixel to a point, and from a point to what a network is given."""
