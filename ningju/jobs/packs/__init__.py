"""Packs: the files that describe a neighbourhood, read and checked whole before anything is stored."""
