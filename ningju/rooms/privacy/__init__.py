"""Privacy: consent, purposes, the vault, the access log, lifetimes."""
