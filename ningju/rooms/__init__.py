"""One Django app per room; a room is a folder with the same files in each."""
