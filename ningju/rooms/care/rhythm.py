"""How long nobody asks again: intervals between two contacts, in calendar months."""

import calendar
from datetime import date, timedelta

MONTHS_BETWEEN = {"quarterly": 3, "yearly": 12}
FIRST_CONTACT_WITHIN = timedelta(days=7)
TRY_AGAIN_AFTER = timedelta(days=3)
MOST_TRIES = 3
STAYS_MONTHS = 12
CONFIRM_WITHIN = timedelta(days=30)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later (or, with a negative number, an earlier) month.

    A day that the month has not becomes its last.

    >>> add_months(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_contact_on(rhythm: str, contact_on: date) -> date:
    """Return the first day after a contact on which the next may be.

    Raises:
        KeyError: the rhythm has no contacts.
    """
    return add_months(contact_on, MONTHS_BETWEEN[rhythm])
