"""Which sealed record a code leads to, whatever room it stands in."""

from django.utils.translation import gettext_lazy as _

from ningju.ground.sealed import SealedModel
from ningju.kernel.codes import read_code, show_code
from ningju.kernel.errors import NotFound, Unreadable
from ningju.rooms.care.models import CareRecord
from ningju.rooms.cases.models import Case
from ningju.rooms.messages.models import Contact
from ningju.rooms.privacy.models import Glass


def record_of(code: str) -> tuple[SealedModel, str]:
    """Return what is sealed under a code, and the code as people say it.

    Raises:
        NotFound: nothing has this code, or nothing sealed is left there.
    """
    try:
        plain = read_code(code)
    except Unreadable:
        plain = ""
    case = Case.objects.filter(code=plain).select_related("contact").first()
    found: SealedModel | None = CareRecord.objects.filter(code=plain).first()
    if case is not None and case.contact is not None and not case.contact.is_forgotten:
        found = case.contact
    if found is None:
        raise NotFound(_("Nothing that could be opened stands under this code."))
    return found, show_code(plain)


def record_behind(glass: Glass) -> SealedModel:
    """Return the record that a glass is about.

    Raises:
        NotFound: it was erased.
    """
    models: dict[str, type[SealedModel]] = {each.sealed_label(): each for each in (Contact, CareRecord)}
    found: SealedModel | None = models[glass.label]._default_manager.filter(record_id=glass.record_id).first()
    if found is None:
        raise NotFound(_("Nothing that could be opened stands under this code."))
    return found
