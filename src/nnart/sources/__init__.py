"""Sources: what a picture starts from, and favourites."""
