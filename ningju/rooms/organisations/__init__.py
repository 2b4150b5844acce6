"""Organisations (组织): partner bodies and units, and who works for them in which role."""
