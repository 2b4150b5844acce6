"""A made-up city of many communities, big enough to show what slows down with size."""
