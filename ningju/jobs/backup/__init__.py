"""Backup and restore: rows community by community, keys apart, pictures beside them; whole or refused."""
