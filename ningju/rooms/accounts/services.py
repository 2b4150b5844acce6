"""Changes to accounts: made, given a password, pointed to a desk, started over."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import Conflict, RuleViolation
from ningju.rooms.accounts.models import User

IDLE_LIFE = timedelta(days=365)


@transaction.atomic
def create_account(*, username: str, nickname: str, is_demo: bool = False) -> User:
    """Save a person who cannot sign in until they choose a password (demo people never do).

    Raises:
        Conflict: the sign-in name is taken.
        RuleViolation: the name is not allowed (field ``username`` or ``nickname``).
    """
    user = User(username=username, nickname=nickname, is_demo=is_demo)
    user.set_unusable_password()
    if User.objects.filter(username=username).exists():
        raise Conflict(_("This sign-in name is taken. Choose another."))
    try:
        user.full_clean()
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        raise RuleViolation(problems[0], field=field) from None
    user.save()
    return user


@transaction.atomic
def set_password(*, user: User, password: str) -> None:
    """Give a person the password they chose; every other session of theirs ends.

    Raises:
        RuleViolation: the password is too easy (field ``password``).
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleViolation(" ".join(error.messages), field="password") from None
    user.set_password(password)
    user.save(update_fields=["password"])


@transaction.atomic
def start_over(*, user: User) -> None:
    """Forget a person's password and second factor, and end their sessions.

    They come back with a new enrolment link.
    """
    Authenticator.objects.filter(user_id=user.pk).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])


@transaction.atomic
def point_to_desk(*, user: User, community_id: int, is_there: bool) -> None:
    """Add a community to the person's desks, or take it off."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    desks = set(locked.desks) | {community_id} if is_there else set(locked.desks) - {community_id}
    user.desks = locked.desks = sorted(desks)
    locked.save(update_fields=["desks"])


@transaction.atomic
def erase_idle_accounts(*, now: datetime) -> int:
    """Erase the accounts that nobody signed in to for twelve months; return how many.

    Name, nickname, password and second factors go; the bare number stays, because histories of
    roles point at it. Whoever comes back gets a new account. The demo's people stay.
    """
    limit = now - IDLE_LIFE
    idle = User.objects.filter(is_demo=False, is_active=True, joined_at__lte=limit)
    found = idle.exclude(last_login__gt=limit).select_for_update()
    for user in found:
        erase_account(user=user)
    return len(found)


@transaction.atomic
def erase_account(*, user: User) -> None:
    """Erase an account: name, nickname, password and second factors; its sessions end.

    The bare number stays, because histories of roles point at it.
    """
    Authenticator.objects.filter(user_id=user.pk).delete()
    user.username = f"erased-{user.pk}"
    user.nickname = ""
    user.desks = []
    user.is_active = False
    user.set_unusable_password()
    user.save()
