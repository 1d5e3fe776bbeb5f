"""What programs and notebooks call first: pictures from a few values, and lists of what there is."""
