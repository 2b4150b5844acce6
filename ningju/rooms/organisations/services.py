"""Changes to organisations and roles."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ningju.ground.tenancy import current_community_id
from ningju.kernel.errors import NotFound, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.accounts import services as accounts
from ningju.rooms.accounts.enrolment import enrolment_path
from ningju.rooms.accounts.models import User
from ningju.rooms.communities.services import touch_content
from ningju.rooms.organisations.models import Membership, MembershipChange, Organisation

EMPTY = Bilingual("", "")


@transaction.atomic
def put_organisation(
    *,
    slug: str,
    kind: str,
    name: Bilingual,
    description: Bilingual = EMPTY,
    phone: str = "",
    handles_cases: bool = False,
    is_invented: bool = False,
    position: int = 0,
) -> Organisation:
    """Save an organisation under its slug, or bring the one that is there up to these words.

    Raises:
        RuleViolation: there is no such kind (field ``kind``).
    """
    if kind not in Organisation.Kind.values:
        raise RuleViolation(_("There is no such kind of organisation."), field="kind")
    words = {
        "kind": kind, "name_zh": name.zh, "name_en": name.en, "description_zh": description.zh,
        "description_en": description.en, "phone": phone, "handles_cases": handles_cases,
        "is_invented": is_invented, "position": position,
    }  # fmt: skip
    known = Organisation.objects.filter(slug=slug).first()
    if known is not None and all(getattr(known, field) == value for field, value in words.items()):
        return known
    if known is None:
        known = Organisation(slug=slug)
    for field, value in words.items():
        setattr(known, field, value)
    known.save()
    touch_content()
    return known


@transaction.atomic
def grant_role(*, user: User, organisation: Organisation, role: str, by_name: str) -> Membership:
    """Give a person a role for an organisation; a role they have already stays as it is.

    Writes one ``granted`` line to the history.

    Raises:
        RuleViolation: there is no such role (field ``role``).
    """
    if role not in Membership.Role.values:
        raise RuleViolation(_("There is no such role."), field="role")
    membership, is_new = Membership.objects.get_or_create(
        community_id=current_community_id(), user=user, organisation=organisation, role=role
    )
    if is_new:
        accounts.point_to_desk(user=user, community_id=current_community_id(), is_there=True)
        note(MembershipChange.Act.GRANTED, user, by_name, organisation=organisation, role=role)
    return membership


@transaction.atomic
def revoke_role(*, user: User, organisation: Organisation, role: str, by_name: str) -> None:
    """Take a role away; it stops counting with the person's next page.

    Writes one ``revoked`` line to the history.

    Raises:
        NotFound: the person does not hold it.
    """
    gone, _rows = Membership.objects.filter(user=user, organisation=organisation, role=role).delete()
    if not gone:
        raise NotFound(_("This person does not hold this role here."))
    is_there = Membership.objects.filter(user=user).exists()
    accounts.point_to_desk(user=user, community_id=current_community_id(), is_there=is_there)
    note(MembershipChange.Act.REVOKED, user, by_name, organisation=organisation, role=role)


@transaction.atomic
def add_staff(*, username: str, nickname: str, role: str, organisation: Organisation, by_name: str) -> str:
    """Make an account with a role, and return the one-time link to choose a password with.

    A person who has an account keeps it and gets the role; the text is then empty.
    """
    known = User.objects.filter(username=username, is_demo=False).first()
    user = known or accounts.create_account(username=username, nickname=nickname)
    grant_role(user=user, organisation=organisation, role=role, by_name=by_name)
    return "" if known else enrolment_path(user)


@transaction.atomic
def restart_sign_in(*, username: str, by_name: str) -> str:
    """Let a member of staff who lost password or second factor begin anew; return their one-time link.

    Writes one ``started_over`` line to the history. Their sessions end.

    Raises:
        NotFound: nobody with a role here signs in by this name.
    """
    here = Membership.objects.values("user_id")
    user = User.objects.filter(username=username, is_demo=False, pk__in=here).first()
    if user is None:
        raise NotFound(_("Nobody with a role here signs in by this name."))
    accounts.start_over(user=user)
    note(MembershipChange.Act.STARTED_OVER, user, by_name)
    return enrolment_path(user)


@transaction.atomic
def put_demo_staff(*, username: str, nickname: str, role: str, organisation: Organisation) -> User:
    """Save a demo person with a role; they can come in by a demo door only.

    Raises:
        Conflict: somebody real signs in by this name.
    """
    known = User.objects.filter(username=username, is_demo=True).first()
    user = known or accounts.create_account(username=username, nickname=nickname, is_demo=True)
    grant_role(user=user, organisation=organisation, role=role, by_name="demo")
    return user


def note(
    act: str, user: User, by_name: str, *, organisation: Organisation | None = None, role: str = ""
) -> None:
    """Write one line of the history of roles."""
    MembershipChange.objects.create(act=act, user=user, by_name=by_name, organisation=organisation, role=role)
