"""The one text message a year that a person may wish for: whether they stay; sent by the service itself."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ningju.ground.links import there
from ningju.ground.tenancy import current_community_id
from ningju.rooms.care.links import secret_of
from ningju.rooms.care.models import CareRecord
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact
from ningju.rooms.messages.services import forget_contact, keep_contact, take_back_contact, tell
from ningju.rooms.organisations.access import Actor

LINK_KIND = "care"


def keep_reminder(*, phone: str, language: str, via: str, by: Actor, at: datetime) -> Contact:
    """Keep a number for the yearly text message, with a receipt of its own.

    Raises:
        RuleViolation: no text message can reach this number (field ``address``).
    """
    return keep_contact(
        purpose="care", channel="sms", address=phone, language=language, via=via, by=by, at=at
    )


def ask_to_confirm(record: CareRecord, *, at: datetime) -> None:
    """Queue the message that asks whether somebody stays, if they wished for one."""
    if record.reminder is None or record.confirm_by_on is None:
        return
    day = record.confirm_by_on
    words = f"{day.month}月{day.day}日" if record.reminder.language == "zh" else f"{day:%d %B}".lstrip("0")
    tell(
        contact=record.reminder,
        occasion="care_confirm_due",
        key=str(day),
        fields={"link": f"{LINK_KIND}:{record.record_id}", "day": words},
        at=at,
    )


def end_reminder(record: CareRecord, *, at: datetime | None, is_withdrawn: bool) -> None:
    """Forget the number of a record that ends; what is on its way to it is let go."""
    if record.reminder is None:
        return
    if is_withdrawn and not record.reminder.is_forgotten:
        take_back_contact(contact=record.reminder, purpose="care", at=at)
    else:
        forget_contact(contact=record.reminder, at=at or timezone.now())


def make_path(record_id: str) -> str:
    """Return the path of somebody's own page, for a message that is being sent in their community."""
    record = CareRecord.objects.select_related("reminder").get(record_id=UUID(record_id))
    slug = Community.objects.values_list("slug", flat=True).get(pk=current_community_id())
    language = record.reminder.language if record.reminder else "zh"
    return there(slug, "show_care_file", language=language, secret=secret_of(record.record_id))
