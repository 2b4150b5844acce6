"""Tell the asker, if they left a way, what changed; tell staff's bots of a danger. Codes and links only."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import override

from ningju.rooms.cases.models import Case
from ningju.rooms.cases.words import say_moment
from ningju.rooms.messages.services import tell, tell_staff

NEW_IS_NEWS_FOR = timedelta(hours=1)
OVERDUE_IS_NEWS_FOR = timedelta(days=1)


def tell_asker(case: Case, occasion: str, *, at: datetime) -> None:
    """Queue a message to the asker, once for this state of the case; without a contact nothing happens."""
    if case.contact is None:
        return
    tell(
        contact=case.contact,
        occasion=occasion,
        key=f"{case.code}:{case.version}",
        fields={"code": case.shown_code, "link": f"case:{case.public_id}"},
        not_before_at=at,
    )


def tell_of_danger(case: Case, occasion: str) -> None:
    """Queue a message to each bot of the staff about a danger: code, kind and time, never words."""
    with override("zh-hans"):
        due = say_moment(case.due_at) if case.due_at else ""
    tell_staff(
        occasion=occasion,
        key=f"{case.code}:{case.due_at:%Y%m%d%H%M}" if case.due_at else case.code,
        fields={
            "code": case.shown_code,
            "category": case.category.name.read("zh")[0] if case.category else "",
            "due": due,
            "link": f"desk:{case.code}",
        },
    )


def tell_of_new_danger(case: Case) -> None:
    """Tell the staff's bots of a case if it is a danger said just now, and not one loaded from a pack."""
    if (
        case.category is not None
        and case.category.is_danger
        and timezone.now() - case.opened_at < NEW_IS_NEWS_FOR
    ):
        tell_of_danger(case, "staff_new_danger")


def tell_overdue_dangers(*, now: datetime) -> int:
    """Tell the bots, once each, of dangers whose time ran out within the last day; return how many."""
    overdue = Case.objects.overdue().filter(category__is_danger=True, due_at__gt=now - OVERDUE_IS_NEWS_FOR)
    cases = list(overdue.select_related("category").by_due())
    for case in cases:
        tell_of_danger(case, "staff_danger_overdue")
    return len(cases)
