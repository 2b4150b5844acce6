"""People who sign in, for tests."""

from ningju.rooms.accounts.models import User


def make_user(username: str) -> User:
    """Save somebody who can sign in with the password "correct horse battery"."""
    return User.objects.create_user(username, "correct horse battery")
