"""Pages about organisations, and who may open a staff page."""
