"""Ledgers: tables of places, bodies and offers that come in whole or not at all."""
