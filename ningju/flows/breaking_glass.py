"""Break the glass, and tell the person once the hour is over."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ningju.ground.links import LANGUAGES
from ningju.rooms.care.models import CareRecord
from ningju.rooms.cases.models import Case
from ningju.rooms.messages.models import Contact
from ningju.rooms.messages.services import tell
from ningju.rooms.organisations.access import Actor
from ningju.rooms.privacy.models import Glass
from ningju.rooms.privacy.services import glass as services


@transaction.atomic
def break_and_tell(*, glass: Glass, by: Actor) -> Glass:
    """Agree as the second person, and queue the message that tells the person afterwards.

    Whoever gets no messages reads it on their own page, where it stands from this moment.

    Raises:
        NotAllowed, Conflict: as ``privacy.services.glass.break_glass``.
    """
    broken = services.break_glass(glass=glass, by=by)
    contact, link = whom_to_tell(broken)
    if contact is not None and broken.until_at is not None:
        with override(LANGUAGES[contact.language]):
            day = date_format(timezone.localtime(broken.granted_at), _("j M"))
        tell(
            contact=contact,
            occasion="break_glass_told",
            key=str(broken.public_id),
            fields={"day": day, "link": link},
            not_before_at=broken.until_at,
        )
    return broken


def whom_to_tell(glass: Glass) -> tuple[Contact | None, str]:
    """Return how the person behind a glass is told, and the link to where they read who and why."""
    if glass.label == CareRecord.sealed_label():
        record = CareRecord.objects.select_related("reminder").filter(record_id=glass.record_id).first()
        return (record.reminder, f"care:{record.record_id}") if record else (None, "")
    case = Case.objects.select_related("contact").filter(contact__record_id=glass.record_id).first()
    return (case.contact, f"case:{case.public_id}") if case else (None, "")
