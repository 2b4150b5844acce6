"""How long something has waited, in one unit."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from ningju.ground.templatetags.ningju import waited


@pytest.mark.parametrize(
    ("age", "zh", "en"),
    [
        (timedelta(seconds=30), "0 分钟", "0 minutes"),
        (timedelta(minutes=1), "1 分钟", "1 minute"),
        (timedelta(minutes=59), "59 分钟", "59 minutes"),
        (timedelta(minutes=60), "1 小时", "1 hour"),
        (timedelta(hours=23, minutes=59), "23 小时", "23 hours"),
        (timedelta(days=6, hours=9), "6 天", "6 days"),
        (timedelta(seconds=-5), "0 分钟", "0 minutes"),
    ],
)
def test_an_age_is_said_in_one_unit(age: timedelta, zh: str, en: str) -> None:
    since = timezone.now() - age

    with translation.override("zh-hans"):
        assert waited(since) == zh
    with translation.override("en"):
        assert waited(since) == en
