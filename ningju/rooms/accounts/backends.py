"""Who may come in by which way: staff by password or passkey, demo people by a demo door only."""

from collections.abc import Sequence
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet
from django.http import HttpRequest

from ningju.ground.written import read_written
from ningju.rooms.accounts.models import User


class SignInBackend(AuthenticationBackend):
    """Sign in with password, passkey and second factor; demo people never come in this way."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Say whether a session of this person counts."""
        return not user.is_demo and bool(super().user_can_authenticate(user))

    def get_user(self, user_id: int) -> User | None:
        """Return the person of this session, as every staff page asks."""
        found = read_written(query_user, holes=[user_id])
        return found[0] if found and self.user_can_authenticate(found[0]) else None


def query_user(*, holes: Sequence[int]) -> QuerySet[User, User]:
    """Return the person with this key."""
    return User.objects.filter(pk=holes[0])


class DemoDoorBackend(ModelBackend):
    """Keep the session that a demo door opened, in demo mode only."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:  # type: ignore[override]
        """Nobody signs in here with words; the door's view does it."""
        return None

    def get_user(self, user_id: Any) -> User | None:
        """Return the demo person of this session; outside demo mode nobody."""
        if not settings.NINGJU_DEMO:
            return None
        return User.objects.filter(pk=user_id, is_demo=True, is_active=True).first()
