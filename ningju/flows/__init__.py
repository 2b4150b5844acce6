"""Acts that write in two rooms or more."""
