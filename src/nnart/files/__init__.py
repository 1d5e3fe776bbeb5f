"""Files: pixels, fields and networks, written and read."""
