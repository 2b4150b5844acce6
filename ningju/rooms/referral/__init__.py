"""Referral: a sealed note to one inbox, unreadable to the server."""
