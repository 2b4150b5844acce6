"""Row ids that count nothing."""

import secrets


def random_id() -> int:
    """Return a row id at random, for rows whose number must stay unknown: a sequence counts them all."""
    return secrets.randbits(62) + 1
