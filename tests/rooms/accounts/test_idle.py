"""An account that nobody uses for twelve months is erased."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from ningju.jobs import schedule
from ningju.rooms.accounts.models import User
from ningju.rooms.accounts.services import IDLE_LIFE, erase_idle_accounts
from tests.rooms.accounts.people import make_user

NOW = timezone.now()
A_MOMENT = timedelta(seconds=1)


def made(name: str, *, joined: timedelta, seen: timedelta | None, is_demo: bool = False) -> User:
    user = make_user(name)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    User.objects.filter(pk=user.pk).update(
        joined_at=NOW - joined, last_login=None if seen is None else NOW - seen, is_demo=is_demo
    )
    return user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("joined", "seen", "is_demo", "is_erased"),
    [
        (2 * IDLE_LIFE, IDLE_LIFE, False, True),
        (2 * IDLE_LIFE, IDLE_LIFE - A_MOMENT, False, False),
        (IDLE_LIFE, None, False, True),
        (IDLE_LIFE - A_MOMENT, None, False, False),
        (2 * IDLE_LIFE, None, True, False),
    ],
)
def test_p11_an_account_idle_for_twelve_months_is_erased(
    joined: timedelta, seen: timedelta | None, is_demo: bool, is_erased: bool
) -> None:
    user = made("wang", joined=joined, seen=seen, is_demo=is_demo)

    assert erase_idle_accounts(now=NOW) == int(is_erased)

    user.refresh_from_db()
    assert (user.username == "wang") is (user.nickname == "wang") is user.is_active is not is_erased
    assert user.has_usable_password() is not is_erased
    assert Authenticator.objects.filter(user=user).exists() is not is_erased
    assert erase_idle_accounts(now=NOW) == 0


@pytest.mark.django_db
def test_p11_it_happens_every_night() -> None:
    user = made("wang", joined=2 * IDLE_LIFE, seen=None)

    schedule.erase_idle_accounts(timestamp=0)

    user.refresh_from_db()
    assert user.nickname == ""
