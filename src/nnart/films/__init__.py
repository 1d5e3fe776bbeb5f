"""Films: a picture that moves, from a seed to a file that plays."""
