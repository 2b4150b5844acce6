"""What a matter holds about its asker, for the asker alone."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from ningju.ground.links import page_language
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case, CaseEvent
from ningju.rooms.cases.services import take_back_contact
from ningju.rooms.cases.words import VERDICT_WORDS, say_moment, state_words
from ningju.rooms.messages.addresses import write_address
from ningju.rooms.privacy.access import THE_PERSON
from ningju.rooms.privacy.holdings import Erasure, Holding, Words
from ningju.rooms.privacy.services import open_sealed


def holding_of_case(case: Case) -> Holding:
    """Return everything that a matter holds about whoever asked it."""
    contact = case.contact
    is_there = contact is not None and not contact.is_forgotten
    return Holding(
        key=f"case:{case.public_id}",
        kind=_("A matter you told us"),
        name=case.shown_code,
        facts=(*case_facts(case), *(contact_facts(case) if is_there else ())),
        life=_("Your number and the private words: 90 days after the matter is closed")
        if is_there
        else _("No number is kept; the words of a private matter: 90 days after it is closed"),
        record_ids=(contact.record_id,) if contact is not None else (),
        page=("show_my_case", {"secret": secret_of(case.public_id)}),
        erase=Erasure(partial(take_back_contact, case=case)) if is_there else None,
    )


def case_facts(case: Case) -> tuple[tuple[Words, Words], ...]:
    """Return what stands on the case itself, and every word of the asker's."""
    language = page_language()
    said = CaseEvent.objects.filter(case=case, by=CaseEvent.By.ASKER).exclude(words_for_asker="")
    words = [(_("You wrote"), event.words_for_asker) for event in said.order_by("at", "id")]
    told: list[tuple[Words, Words]] = [
        (_("When"), say_moment(case.opened_at)),
        (_("How it stands"), str(state_words(case, for_asker=True))),
        *words,
        (_("Where"), " ".join(filter(None, (case.place.read(language)[0], case.where)))),
        (_("The answer"), case.answer),
        (_("You say"), str(VERDICT_WORDS[case.asker_verdict] or "")),
    ]
    return tuple((label, text) for label, text in told if text)


def contact_facts(case: Case) -> tuple[tuple[Words, Words], ...]:
    """Return how the asker may be reached, opened for them alone."""
    if case.contact is None:
        return ()
    opened = open_sealed(case.contact, purpose="self", reader=THE_PERSON)
    told: list[tuple[Words, Words]] = [
        (_("How to reach you"), write_address(opened["address"])),
        (_("When to call"), opened["call_when"]),
        (_("Only for the one who calls"), opened["private_words"]),
    ]
    return tuple((label, text) for label, text in told if text)


def find_cases(digest: bytes) -> list[Holding]:
    """Return the matters with which a number was left."""
    found = Case.objects.filter(contact__address_index=digest).select_related("contact", "unit")
    return [holding_of_case(case) for case in found.order_by("-opened_at")]


def knows_number(digest: bytes) -> bool:
    """Say whether a number was left with any matter."""
    return Case.objects.filter(contact__address_index=digest).exists()
