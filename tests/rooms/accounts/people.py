"""People who sign in, for tests."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from django.test import Client

from ningju.kernel.text import Bilingual
from ningju.rooms.accounts.models import User
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.organisations.services import grant_role, put_organisation

PASSWORD = "correct horse battery"
SIGN_IN_BACKEND = "ningju.rooms.accounts.backends.SignInBackend"


def make_user(username: str) -> User:
    """Save somebody who can sign in with the password "correct horse battery"."""
    return User.objects.create_user(username, PASSWORD)


def make_staff(username: str, role: str, organisation: Organisation | None = None) -> User:
    """Save a member of staff of the community that is set, by default of its only unit."""
    user = make_user(username)
    unit = organisation or put_organisation(slug="unit", kind="unit", name=Bilingual("管理办", "Office"))
    grant_role(user=user, organisation=unit, role=role, by_name="the test")
    return user


def sign_in(client: Client, user: User, *, second_factor: bool = True) -> Client:
    """Sign somebody in on this client, with the second factor given or still missing."""
    client.force_login(user, backend=SIGN_IN_BACKEND)
    session = client.session
    methods = ["password", "mfa"] if second_factor else ["password"]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": one, "at": time.time()} for one in methods]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return client


def staff_client(username: str, role: str, organisation: Organisation | None = None) -> Client:
    """Return the browser of a new member of staff who signed in with a second factor."""
    return sign_in(Client(headers={"accept-language": "zh-CN"}), make_staff(username, role, organisation))
