"""Benches: one script per promise; each prints a table with its peer beside it and fails below the mark."""
