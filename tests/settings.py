"""The product's settings under test: a database is there, and password hashing is quick."""

from tests import database

database.ensure()

from ningju.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = False
NINGJU_LIMIT_FACTOR = 1000

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
