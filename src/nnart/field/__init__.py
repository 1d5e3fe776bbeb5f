"""Fields: what a network answers at the pixels of a view."""
