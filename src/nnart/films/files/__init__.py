"""Files of films: frames of pixels in, a file out, and back."""
