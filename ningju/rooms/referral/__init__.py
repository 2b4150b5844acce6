"""Referral (报到): a sealed note to one inbox, unreadable to the server; cards and stickers beside it."""
