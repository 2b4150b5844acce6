"""Say it: one form for a need or a hazard, without an account."""
