"""The front door: pick a neighbourhood; and whether the service is well."""
