"""The ground rules of Ningju that need nothing but Python: errors, codes, clocks, hours, distances."""
