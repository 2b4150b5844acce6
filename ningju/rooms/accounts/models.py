"""The person who signs in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Make people who can sign in."""

    def create_user(self, username: str, password: str | None = None, *, nickname: str = "") -> "User":
        """Save and return a new person; without a password only other ways of sign-in work."""
        user = self.model(username=username, nickname=nickname or username)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in (账户): a sign-in name and a nickname, and nothing else about them.

    Users are global; what they may do where stands in ``organisations.Membership``. ``desks``
    names the communities in which the person holds a role: a signpost from ``/desk/``, never
    a permission.
    """

    username = models.CharField(max_length=64, unique=True, validators=[UnicodeUsernameValidator()])
    nickname = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    desks = ArrayField(models.BigIntegerField(), default=list, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        """Plain."""

        constraints: ClassVar = []

    def __str__(self) -> str:
        """Name the person as they wish to be called."""
        return self.nickname
