"""Sheets: many small pictures side by side."""
