"""What the pills and the headline of the map home say."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The headline for one place and for several; "{n}" is where the number goes."""

    one: str
    many: str

    def count(self, n: int) -> str:
        """Return the headline for a number of places."""
        return (self.one if n == 1 else self.many).replace("{n}", str(n))


def title_words(at: str) -> TitleWords:
    """Return the headline for the moment asked about."""
    if at == "22:00":
        return TitleWords(_("{n} place open at 22:00"), _("{n} places open at 22:00"))
    if at == "01:00":
        return TitleWords(_("{n} place open at 1 a.m."), _("{n} places open at 1 a.m."))
    return TitleWords(_("{n} place to go now"), _("{n} places to go now"))


def clock_pills() -> list[tuple[str, str]]:
    """Return the moments one can ask about, and their words."""
    return [("now", _("Open now")), ("22:00", _("Tonight 22:00")), ("01:00", _("At 1 a.m."))]


def group_pills() -> list[tuple[str, str]]:
    """Return the kinds one can ask for, and their words."""
    return [
        ("", _("Places to rest")),
        ("lunch", _("Lunch")),
        ("counter", _("Counters")),
        ("building", _("Buildings")),
        ("dispatch", _("Dispatch sites")),
    ]
