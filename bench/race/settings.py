"""The product's settings with the peers' addresses added."""

from ningju.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.race.urls"
