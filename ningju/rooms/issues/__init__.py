"""Issues (传声): hazards and incidents that people report from the street."""
