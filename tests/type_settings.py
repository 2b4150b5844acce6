"""The settings that mypy reads: names of a database that is never asked."""

import os

os.environ.setdefault("NINGJU_SECRET_KEY", "for-types-only")
os.environ.setdefault("DATABASE_URL", "postgresql://ningju_app@/ningju")

from ningju.config.settings import *  # noqa: F403
