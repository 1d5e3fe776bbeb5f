"""What people wish to export: a picture, or favourites as a sheet, a gallery's list or a folder."""
