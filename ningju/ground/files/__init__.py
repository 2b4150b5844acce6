"""Files that people give: re-encoded, kept beside the database, shown through a checked view."""
