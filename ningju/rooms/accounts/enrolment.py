"""The one-time link with which a new member of staff chooses a password."""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ningju.kernel.errors import NotFound
from ningju.rooms.accounts.models import User


class EnrolmentToken(PasswordResetTokenGenerator):
    """Sign a link that dies after three days, or as soon as the password or a sign-in changes."""

    key_salt = "ningju.enrolment"


TOKEN = EnrolmentToken()


def enrolment_path(user: User) -> str:
    """Return the one-time link of a person, in the language of the page being made."""
    arguments: dict[str, Any] = {"username": user.username, "token": TOKEN.make_token(user)}
    return reverse("choose_password", kwargs=arguments)


def read_enrolment(*, username: str, token: str) -> User:
    """Return whose link this is.

    Raises:
        NotFound: it was used, is older than three days, or was never ours.
    """
    user = User.objects.filter(username=username, is_active=True, is_demo=False).first()
    if user is None or not TOKEN.check_token(user, token):
        raise NotFound(
            _("This link was used already or is older than three days. Ask for a new one where you got it.")
        )
    return user
