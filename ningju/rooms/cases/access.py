"""Who may see a case, and who may act on it: by code, by link, or at the desk."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ningju.ground.written import read_written
from ningju.kernel.codes import read_code
from ningju.kernel.errors import Conflict, NotAllowed, NotFound, Unreadable
from ningju.rooms.cases.kinds import ASKERS_VERBS, Verb
from ningju.rooms.cases.links import read_secret
from ningju.rooms.cases.models import Case, CaseEvent, CaseEventQuerySet, CaseQuerySet
from ningju.rooms.messages.models import Contact
from ningju.rooms.organisations.access import Actor, bring_organisations, require

HANDLERS = ("worker", "coordinator", "keeper", "partner")
PUBLISHERS = ("worker", "coordinator")
PROXIES = ("worker", "coordinator", "keeper")
PUBLISHING = (Verb.PUBLISH, Verb.UNPUBLISH)


def case_by_code(code: str) -> Case:
    """Return a case for somebody who only knows its code: they may read its state, and no words.

    Raises:
        NotFound: no case has this code here.
    """
    try:
        case = Case.objects.filter(code=read_code(code)).the_one()
    except Unreadable:
        case = None
    if case is None:
        raise NotFound(_("No case has this code. Please compare it once more."))
    bring_organisations([case], "unit")
    return case


def case_by_secret(secret: str) -> Case:
    """Return a case for its asker, who holds the link.

    Raises:
        NotFound: the link is wrong, or its case is not here.
    """
    found = read_written(query_by_public_id, holes=[read_secret(secret)])
    if not found:
        raise NotFound(_("This link does not lead to a case here any more."))
    bring_organisations(found, "unit")
    return found[0]


def query_by_public_id(*, holes: Sequence[UUID]) -> CaseQuerySet:
    """Return the case with a public id."""
    return Case.objects.filter(public_id=holes[0])


def history_for_asker(case: Case) -> list[CaseEvent]:
    """Return a case's lines, newest first, without what only staff see."""
    lines = read_written(query_history, holes=[case.pk])
    bring_organisations(lines, "by_unit", "to_unit")
    return lines


def query_history(*, holes: Sequence[int]) -> CaseEventQuerySet:
    """Return a case's lines for its asker."""
    return CaseEvent.objects.filter(case_id=holes[0]).for_asker().order_by("-at", "-id")


def may_read_answer(case: Case) -> bool:
    """Say whether the code alone shows the answer."""
    return case.declared.is_public


def may_read_words(case: Case) -> bool:
    """Say whether the code alone shows the asker's words: only when staff have published them."""
    return case.declared.is_public and case.is_published


def inbox(actor: Actor) -> CaseQuerySet:
    """Return the cases that this actor may see at the desk.

    Raises:
        NotAllowed: the actor is no staff here.
    """
    require(actor, "worker", "coordinator", "keeper", "partner", "leader", "admin")
    return Case.objects.visible_to(actor).with_unit()


def case_at_desk(actor: Actor, code: str, *, seen_version: int | None = None) -> Case:
    """Return a case that this actor may see at the desk.

    Args:
        actor: who asks.
        code: the code of the case, as typed.
        seen_version: the version that the actor's page showed, if they are about to act.

    Raises:
        NotAllowed: the actor is no staff here.
        NotFound: it is absent or hidden.
        Conflict: it has changed since the actor's page was made.
    """
    visible = inbox(actor).select_related("assignee")
    try:
        case = visible.filter(code=read_code(code)).first()
    except Unreadable:
        case = None
    if case is None:
        raise NotFound(_("There is no such case at your desk."))
    if seen_version is not None and case.version != seen_version:
        raise Conflict(_("Somebody was faster: this case has changed since you opened it. See what is new."))
    return case


def contact_at_desk(actor: Actor, case: Case) -> Contact:
    """Return how the asker of a case may be reached, for staff who call people.

    Raises:
        NotAllowed: a role that does not.
        NotFound: the case is hidden from this actor, or nothing is left to reach the asker by.
    """
    require(actor, *PROXIES)
    seen = inbox(actor).select_related("contact").filter(pk=case.pk).first()
    if (
        seen is None
        or not acts_for(actor, seen, PROXIES)
        or seen.contact is None
        or seen.contact.is_forgotten
    ):
        raise NotFound(_("There is nothing here to reach the asker by."))
    contact: Contact = seen.contact
    return contact


def acts_for(actor: Actor, case: Case, roles: Sequence[str]) -> bool:
    """Say whether this actor holds one of these roles where it counts.

    A coordinator does everywhere, all others in the unit that has the case: a keeper elsewhere
    who leads or is a partner here is no keeper here.
    """
    return actor.has("coordinator") or case.unit_id in actor.bodies_as(*roles)


def require_may(actor: Actor, verb: Verb, case: Case) -> None:
    """Let only those pass who may do this to this case.

    Whoever holds the link acts as the asker (an actor without roles); staff act for a caller by proxy.

    Raises:
        NotFound: staff to whom the case is hidden.
        NotAllowed: the role may see it and may not do this.
    """
    if not actor.is_staff:
        if verb not in ASKERS_VERBS:
            raise NotAllowed(_("Only staff can do this."))
        return
    if not (actor.has("coordinator", "leader", "admin") or case.unit_id in actor.organisation_ids):
        raise NotFound(_("There is no such case at your desk."))
    roles = PROXIES if verb in ASKERS_VERBS else PUBLISHERS if verb in PUBLISHING else HANDLERS
    require(actor, *roles)
    if not acts_for(actor, case, roles):
        raise NotAllowed(_("Only the unit that handles this can do this."))


def may(actor: Actor, verb: Verb, case: Case) -> bool:
    """Say whether this actor can do this to this case now: what the desk offers."""
    try:
        require_may(actor, verb, case)
    except (NotAllowed, NotFound):
        return False
    return case.may(verb)
