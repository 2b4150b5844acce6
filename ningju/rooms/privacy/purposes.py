"""Every purpose for which something personal may be read, declared in this one place."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ASK_AGAIN_AFTER = timedelta(days=180)
"""How long a no, or a withdrawal, stands before anybody may ask again."""

STAFF_WHO_CALL = frozenset({"worker", "coordinator", "keeper"})


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose (处理目的): what a person reads before saying yes, and who may then read what.

    Attributes:
        name: stable lowercase word, kept in receipts and in the access log.
        title: a few words.
        text: what is asked, at most 120 words (in Chinese 240 characters), read on the page or
            aloud on the phone.
        data: what is kept.
        life: how long.
        who: who reads it.
        labels: the models whose records it covers, as ``room.model``; empty for every one.
        roles: the roles of staff who may open for it; staff act for their own unit's matters only,
            which the room that owns the matter checks.
        readers: who opens besides staff: "person", "machine".
        needs_consent: whether a receipt must stand for the record.
        version: raised whenever the text says something else; an older receipt then asks anew.
    """

    name: str
    title: Promise
    text: Promise
    data: Promise
    life: Promise
    who: Promise
    labels: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    readers: frozenset[str] = frozenset()
    needs_consent: bool = True
    version: int = 1


CALLBACK = Purpose(
    name="callback",
    title=_("Calling you back about this matter"),
    text=_(
        "If you leave a number or an address, those who handle this matter may use it to ask you something "
        "or to tell you the answer, and for nothing else. It is kept sealed; each time somebody opens it, "
        "you see who, when and why on the page of your matter. It is erased 90 days after the matter is "
        "closed, or at once when you take it back there. Without it everything works the same: your code "
        "and your link show the answer."
    ),
    data=_("How to reach you, when to call, and what you write only for the one who calls"),
    life=_("90 days after the matter is closed"),
    who=_("The unit that handles your matter"),
    labels=frozenset({"messages.contact"}),
    roles=STAFF_WHO_CALL,
    readers=frozenset({"person"}),
)

TELL = Purpose(
    name="tell",
    title=_("Sending you the messages you asked for"),
    text=_(
        "The service itself reads your number or address at the moment it sends you a message about what "
        "you asked for. The message holds a code or a link and never your own words."
    ),
    data=_("The number or address you left"),
    life=_("As long as what it was left for"),
    who=_("The service, no person"),
    labels=frozenset({"messages.contact"}),
    readers=frozenset({"machine"}),
    needs_consent=False,
)

CARE = Purpose(
    name="care",
    title=_("Being phoned or visited, as often as you wish"),
    text=_(
        "You enrol yourself because you want somebody to phone or visit you, or to help with what you name. "
        "We keep how you wish to be called, how to reach you, what you need and how often you want contact. "
        "Only community workers of the unit you choose read it, each time for a task, and you see who did. "
        "Once a year we ask whether to go on; without an answer within 30 days everything is erased. You can "
        "leave at any time in two taps or by phone; it is erased at once. Saying no changes nothing else for "
        "you."
    ),
    data=_("How you wish to be called, how to reach you, what you need, how often you want contact"),
    life=_("12 months, then 30 days to confirm"),
    who=_("Community workers of the unit you choose"),
    labels=frozenset({"care.carerecord", "care.careneed", "messages.contact"}),
    roles=frozenset({"worker", "coordinator"}),
    readers=frozenset({"person"}),
)

SELF = Purpose(
    name="self",
    title=_("Showing you what is held about you"),
    text=_("You read your own file. It is not counted as somebody looking at it."),
    data=_("Whatever you left here"),
    life=_("As long as what it was left for"),
    who=_("You"),
    readers=frozenset({"person"}),
    needs_consent=False,
)

LIFE_IN_DANGER = Purpose(
    name="life_in_danger",
    title=_("Breaking the glass: somebody's life is in danger"),
    text=_(
        "If a life is in danger, two members of staff together may open what you left, with a written "
        "reason, for sixty minutes. You are told afterwards."
    ),
    data=_("How to reach you, and what you wrote for those who help"),
    life=_("Sixty minutes"),
    who=_("One member of staff, after a second one agreed"),
    roles=frozenset({"worker", "coordinator", "keeper", "leader", "admin"}),
    needs_consent=False,
)

PURPOSES: dict[str, Purpose] = {
    purpose.name: purpose for purpose in (CALLBACK, TELL, CARE, SELF, LIFE_IN_DANGER)
}
