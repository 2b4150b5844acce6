"""The four ways a room says no, and the one way the kernel does; each can be told to a person."""

from ningju.kernel.text import Bilingual


class NingjuError(Exception):
    """Something a person can be told about.

    Args:
        message: a sentence for the person, or a lazy translation of one. It is kept as it came
            (``.message``) so that the edge can still translate it; ``str(error)`` reads it.

    >>> str(NotFound("There is no such case."))
    'There is no such case.'
    """

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class NotFound(NingjuError):
    """It is not there, or it is not there for this person: the two read alike (404)."""


class NotAllowed(NingjuError):
    """This person may see it and may not do this to it (403)."""


class Conflict(NingjuError):
    """Somebody was faster, or the matter has moved on (409)."""


class RuleViolation(NingjuError):
    """What was asked breaks a rule of the room (422).

    Args:
        message: as above.
        field: the form field to mend, or None if the rule is about the whole.
    """

    def __init__(self, message: object, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field

    def __reduce__(self) -> tuple[type["RuleViolation"], tuple[object, str | None]]:
        return type(self), (self.message, self.field)


class Unreadable(ValueError):
    """Something written (a code, opening hours, a holiday notice) cannot be read.

    The kernel has no translations, so it says what is wrong, where, and the mend in both
    languages at once: ``.message`` is the pair, ``str(error)`` the English half.

    >>> error = Unreadable(zh="请写年份。", en="Write the year.")
    >>> str(error), error.message.read("zh")[0]
    ('Write the year.', '请写年份。')
    """

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Bilingual(zh=zh, en=en)

    def __reduce__(self) -> tuple[object, ...]:
        return _unreadable, (self.message,)


def _unreadable(message: Bilingual) -> Unreadable:
    return Unreadable(zh=message.zh, en=message.en)
