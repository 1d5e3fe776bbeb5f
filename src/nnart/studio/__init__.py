"""The studio: a page in the browser to find, tune, zoom, keep and export pictures, and its server."""
