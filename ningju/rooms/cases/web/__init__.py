"""The asker's pages."""
