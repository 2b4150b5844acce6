"""Needs (三清单): what people want, what others can give, and who was joined with whom."""
