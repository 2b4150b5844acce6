"""Erase whatever is past its time, in every community, and print the counts."""

import argparse

from ningju.jobs.cli import CommandFailed
from ningju.jobs.django_setup import require_tables, start_django
from ningju.jobs.owner import as_owner, has_owner


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing: only the clock decides."""


def run(options: argparse.Namespace) -> None:
    """Erase, then drop the months of the access log that are past three years, if the owner is known.

    Raises:
        CommandFailed: something could not be erased; everything else was.
    """
    start_django()
    require_tables()
    from django.utils import timezone

    from ningju.ground.tenancy import in_community
    from ningju.rooms.communities.models import Community
    from ningju.rooms.privacy.services.erasing import erase_due
    from ningju.rooms.privacy.services.heads import drop_old_months

    now, failed = timezone.now(), []
    for community in list(Community.objects.order_by("slug")):
        erased = erase_due(community_id=community.pk, now=now)
        failed += [f"{community.slug} {name}" for name in erased.failed]
        told = ", ".join(f"{name} {count}" for name, count in erased.counts.items())
        print(f"{community.slug}: {told}")
        if has_owner():
            with as_owner(), in_community(community.pk):
                dropped = drop_old_months(now=now)
            print(f"{community.slug}: access_log {dropped}")
    if failed:
        words = ", ".join(failed)
        raise CommandFailed(f"没能删掉:{words},原因见日志 / not erased: {words}; the log says why")
