"""What the service says to people, word for word, in both languages: one template an occasion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from ningju.kernel.text import Bilingual
from ningju.rooms.messages.waits import GIVE_UP_AFTER

LONGEST_SMS = 140
"""Two parts of a Chinese text message."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion to say something (模板).

    Attributes:
        name: stable lowercase word.
        text: the words, with ``{community}`` for the neighbourhood's name, ``{link}`` for a link
            where ``fields`` names one, and a place for each other field. Never the asker's words,
            never an answer's: who holds the phone for a moment reads them.
        fields: what the caller gives: codes, days, names of categories.
        ends_with_phone: whether the neighbourhood's phone stands at the end.
        for_staff: whether it goes to the staff's bots and not to a person.
        useless_after: how long after it could first go it is not worth sending any more.
    """

    name: str
    text: Bilingual
    fields: frozenset[str] = field(default=frozenset({"code", "link"}))
    ends_with_phone: bool = True
    for_staff: bool = False
    useless_after: timedelta = GIVE_UP_AFTER


PHONE = Bilingual(zh=" 电话{phone}", en=" Phone {phone}")

CASE_ANSWERED = Occasion(
    "case_answered",
    Bilingual(
        zh="【{community}】你说的事 {code} 有答复了，看看办好了没有：{link}",
        en="{community}: {code} has its answer. See it and say whether it is solved: {link}",
    ),
)
CASE_ASKED_BACK = Occasion(
    "case_asked_back",
    Bilingual(
        zh="【{community}】你说的事 {code}，经办人想再问你一句，等你回话：{link}",
        en="{community}: we have a question about {code} and wait for your word: {link}",
    ),
)
CASE_HANDED_OVER = Occasion(
    "case_handed_over",
    Bilingual(
        zh="【{community}】你说的事 {code} 换了单位来办，编号和答复时间都不变：{link}",
        en="{community}: another unit now handles {code}; code and answer-by time stay: {link}",
    ),
)
CARE_CONFIRM_DUE = Occasion(
    "care_confirm_due",
    Bilingual(
        zh="【{community}】每年问一次：还要我们打电话、上门吗？要或不要：{link} {day}前没回音就全部删掉。",
        en="{community}: once a year we ask: shall we go on phoning or visiting? Yes or stop: {link} "
        "Without a word by {day} all is erased.",
    ),
    frozenset({"link", "day"}),
)
CARE_CONTACT_PLANNED = Occasion(
    "care_contact_planned",
    Bilingual(
        zh="【{community}】{day}我们打算跟你联系。想换一天，或者不用了：{link}",
        en="{community}: we plan to be in touch on {day}. Another day, or rather not: {link}",
    ),
    frozenset({"link", "day"}),
)
LOOK_UP_CODE = Occasion(
    "look_up_code",
    Bilingual(
        zh="【{community}】{code}，十分钟内有效，用来看这里存了你的什么。别告诉任何人，工作人员不会问你要。",
        en="{community}: {code} opens what we hold about you, for ten minutes. "
        "Tell nobody; staff never ask for it.",
    ),
    frozenset({"code"}),
    ends_with_phone=False,
    useless_after=timedelta(minutes=10),
)
BREAK_GLASS_TOLD = Occasion(
    "break_glass_told",
    Bilingual(
        zh="【{community}】{day}担心出人命，两位工作人员一起打开了你留的联系方式。谁看的、为什么：{link}",
        en="{community}: on {day} two of our staff opened what you left, as a life seemed in danger. "
        "Who, and why: {link}",
    ),
    frozenset({"link", "day"}),
)
STAFF_NEW_DANGER = Occasion(
    "staff_new_danger",
    Bilingual(
        zh="新的险情 {code}（{category}），{due}前答复。{link}",
        en="New danger {code} ({category}), answer by {due}. {link}",
    ),
    frozenset({"code", "category", "due", "link"}),
    ends_with_phone=False,
    for_staff=True,
)
STAFF_DANGER_OVERDUE = Occasion(
    "staff_danger_overdue",
    Bilingual(
        zh="险情 {code}（{category}）过了{due}还没答复。{link}",
        en="Danger {code} ({category}) has no answer since {due}. {link}",
    ),
    frozenset({"code", "category", "due", "link"}),
    ends_with_phone=False,
    for_staff=True,
)

OCCASIONS: Mapping[str, Occasion] = {
    one.name: one
    for one in (
        CASE_ANSWERED, CASE_ASKED_BACK, CASE_HANDED_OVER, CARE_CONFIRM_DUE, CARE_CONTACT_PLANNED,
        LOOK_UP_CODE, BREAK_GLASS_TOLD, STAFF_NEW_DANGER, STAFF_DANGER_OVERDUE,
    )
}  # fmt: skip


def write_text(
    occasion: Occasion, fields: Mapping[str, str], *, language: str, community: Bilingual, phone: str
) -> str:
    """Return the words of a message.

    Args:
        occasion: a declared one.
        fields: exactly what it names, the link whole.
        language: "zh" or "en".
        community: the neighbourhood's short name.
        phone: the neighbourhood's, or empty.

    Raises:
        KeyError: a field is missing.
    """
    name = community.read(language)[0]
    text = occasion.text.read(language)[0].format(community=name, **fields)
    if occasion.ends_with_phone and phone:
        text += PHONE.read(language)[0].format(phone=phone)
    return text
