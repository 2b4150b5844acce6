"""Accounts (账户): people who sign in."""
