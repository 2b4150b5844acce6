"""The four ways a room says no; the edge turns them into pages in the reader's language."""


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
