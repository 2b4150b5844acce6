"""Ningju (凝聚): the people a neighbourhood serves become the people who look after it."""
