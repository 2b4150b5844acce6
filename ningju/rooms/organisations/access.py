"""Who somebody is in this community, and what a role may do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ningju.ground.kept import keep
from ningju.ground.written import run_written
from ningju.kernel.errors import NotAllowed, NotFound
from ningju.rooms.accounts.access import second_factor_given
from ningju.rooms.organisations.models import Membership, Organisation

ACTS_FOR_ITS_BODY = frozenset({"keeper", "worker", "coordinator", "partner"})
"""Roles that act for the organisation they are held for; the others only look at the community."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: staff with roles, or anybody without an account.

    ``organisation_ids`` are the organisations for which they act; one for which they only audit,
    lead or set words is not among them. ``held`` says in which role for which of them; without it
    every role counts for each.
    """

    user_id: int | None
    name: str
    roles: frozenset[str]
    organisation_ids: frozenset[int]
    held: frozenset[tuple[str, int]] | None = None

    @property
    def is_staff(self) -> bool:
        """Say whether this is a member of any organisation here."""
        return bool(self.roles)

    @property
    def may_use_inbox(self) -> bool:
        """Say whether cases come to this actor's desk: to all staff but auditors."""
        return bool(self.roles - {"auditor"})

    def has(self, *roles: str) -> bool:
        """Say whether the actor holds one of these roles."""
        return not self.roles.isdisjoint(roles)

    def bodies_as(self, *roles: str) -> frozenset[int]:
        """Return the organisations for which the actor acts in one of these roles.

        A worker of one unit who is also a partner from another body is no worker there.
        """
        if self.held is None:
            return self.organisation_ids if self.has(*roles) else frozenset()
        return frozenset(organisation for role, organisation in self.held if role in roles)


ANYBODY = Actor(None, "", frozenset(), frozenset())


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in this request, reading memberships once.

    Roles count only after a second factor in this session (or through a demo door).
    """
    known: Actor | None = getattr(request, "ningju_actor", None)
    if known is None:
        known = find_actor(request)
        request.ningju_actor = known  # type: ignore[attr-defined]
    return known


def find_actor(request: HttpRequest) -> Actor:
    """Read who acts from the session and the memberships of this community.

    Without a second factor in this session somebody is signed in, but has no role.
    """
    user = request.user
    if not user.is_authenticated:
        return ANYBODY
    if not second_factor_given(request):
        return Actor(user.pk, str(user), frozenset(), frozenset())
    rows = run_written(roles_query, holes=[user.pk])
    held = frozenset((role, organisation) for role, organisation in rows if role in ACTS_FOR_ITS_BODY)
    return Actor(
        user_id=user.pk,
        name=str(user),
        roles=frozenset(role for role, _organisation in rows),
        organisation_ids=frozenset(organisation for _role, organisation in held),
        held=held,
    )


def roles_query(*, holes: Sequence[int]) -> models.QuerySet[Membership, tuple[str, int]]:
    """Return the roles that somebody holds in this community, each with its organisation."""
    return Membership.objects.filter(user_id=holes[0]).values_list("role", "organisation_id")


def lacks_second_factor(request: HttpRequest) -> bool:
    """Say whether somebody has a role here that does not count yet in this session."""
    user = request.user
    if not user.is_authenticated or second_factor_given(request):
        return False
    return Membership.objects.filter(user_id=user.pk).exists()


def access_organisation(slug: str) -> Organisation:
    """Return an organisation of this community.

    Raises:
        NotFound: there is none.
    """
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no such organisation here."))
    return found


def organisations_by_id(ids: Iterable[int | None]) -> Mapping[int, Organisation]:
    """Return these organisations, and perhaps others, by their ids; one that is gone is not among them.

    A neighbourhood's organisations are few and change seldom, so what this process has read of
    them stands for the next page too, until the community's content changes.
    """
    known: dict[int, Organisation] = keep("organisations", dict)
    missing = {pk for pk in ids if pk is not None}.difference(known)
    if missing:
        known.update(Organisation.objects.in_bulk(missing))
    return known


def bring_organisations(rows: Iterable[models.Model], *names: str) -> None:
    """Set foreign keys to organisations on rows that were read without a join."""
    keys = [(row, name, getattr(row, f"{name}_id")) for row in rows for name in names]
    known = organisations_by_id(pk for _row, _name, pk in keys)
    for row, name, pk in keys:
        setattr(row, name, None if pk is None else known[pk])


def require(actor: Actor, *roles: str) -> None:
    """Let only these roles pass.

    Raises:
        NotAllowed: the actor holds none of them.
    """
    if not actor.has(*roles):
        raise NotAllowed(_("This page is for staff with another role. Sign in with that role to go on."))
