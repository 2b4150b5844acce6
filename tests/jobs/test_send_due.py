"""Each minute every community is asked whether something is due; only where it is, a job is queued."""

from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from ningju.ground.tenancy import in_community
from ningju.jobs import schedule
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Contact, Message
from ningju.rooms.messages.services import tell
from tests.rooms.messages.conftest import Clock, Gateway, clock, contact, gateway
from tests.rooms.messages.test_telling import ANSWERED

__all__ = ["clock", "contact", "gateway"]


def sweeps() -> list[int]:
    """Return for which communities a sweep waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select args->>'community_id' from procrastinate_jobs where task_name = 'messages.send_due'"
        )
        return [int(community_id) for (community_id,) in cursor.fetchall()]


def test_the_outbox_is_looked_at_every_minute() -> None:
    due = {periodic.task.name: periodic.cron for periodic in app.periodic_registry.periodic_tasks.values()}

    assert due["jobs.send_due"] == "* * * * *"


@pytest.mark.django_db
def test_only_a_community_with_something_due_gets_a_sweep(
    community: Community, other_community: Community, contact: Contact, clock: Clock, gateway: Gateway
) -> None:
    tell(contact=contact, not_before_at=clock.at + timedelta(hours=4), **ANSWERED)

    schedule.send_due(timestamp=0)
    too_early = sweeps()
    clock.at += timedelta(hours=4)
    schedule.send_due(timestamp=0)

    assert too_early == []
    assert sweeps() == [community.pk]


@pytest.mark.django_db
def test_a_sweep_sends_what_became_due(
    community: Community, contact: Contact, clock: Clock, gateway: Gateway
) -> None:
    tell(contact=contact, not_before_at=clock.at + timedelta(hours=4), **ANSWERED)
    clock.at += timedelta(hours=4)

    app.tasks["messages.send_due"](community_id=community.pk)

    with in_community(community.pk):
        assert Message.objects.get().state == "sent"
    assert len(gateway.sent) == 1
