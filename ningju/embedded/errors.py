"""The one error of the launcher: what is wrong and what to do, in one line of each language."""

import os
from pathlib import Path


class LauncherError(Exception):
    """The embedded PostgreSQL cannot run; the text says why and what to do.

    Args:
        zh: one line in Chinese.
        en: the same line in English; ``str(error)`` reads this one.

    >>> str(LauncherError("磁盘已满。", "The disk is full."))
    'The disk is full.'
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = " ".join(zh.split())
        self.en = " ".join(en.split())

    def __str__(self) -> str:
        return self.en


def shown(path: Path) -> str:
    """Return a path as text that any terminal can print; bytes that are no text become �."""
    return os.fsencode(path).decode("utf-8", "replace")
