"""The staff desk: one inbox by answer-by time, and one case at a time."""
