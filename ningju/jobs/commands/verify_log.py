"""Check the access log of every community, or of one."""

import argparse

from ningju.jobs.cli import CommandFailed
from ningju.jobs.django_setup import require_tables, start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take a community."""
    parser.add_argument("--community", help="slug of one community (default: all)")


def run(options: argparse.Namespace) -> None:
    """Print one line a community.

    Raises:
        CommandFailed: a log is not whole; the lines say which entry, and what happened to it.
    """
    start_django()
    require_tables()
    from ningju.ground.tenancy import in_community
    from ningju.rooms.communities.models import Community
    from ningju.rooms.privacy.services.heads import heads_outside
    from ningju.rooms.privacy.verify import verdict_words, verify_log

    found = Community.objects.order_by("slug")
    if options.community:
        found = found.filter(slug=options.community)
    if not found:
        raise CommandFailed(f"没有这个社区 / no such community: {options.community}")
    broken = []
    for community in found:
        with in_community(community.pk):
            verdict = verify_log(heads_outside(community.pk))
        print(f"{community.slug}: {verdict_words(verdict)}")
        if not verdict.is_whole:
            broken.append(community.slug)
    if broken:
        raise CommandFailed(f"查阅日志不完整 / the access log is not whole: {', '.join(broken)}")
