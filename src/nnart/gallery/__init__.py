"""Galleries: a list of pictures made into a web page."""
