"""Make a vault key, replace keys, and say how they stand."""

import argparse
import sys
from functools import partial

from ningju.jobs.django_setup import require_tables, start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="new-key|rotate|status")
    for act, purpose in (
        ("new-key", "print a new key for NINGJU_VAULT_KEY"),
        ("rotate", "wrap every key anew: safe to interrupt, and to run again"),
        ("status", "say how many keys there are and which still wait for a rotation"),
    ):
        acts.add_parser(act, help=purpose, description=purpose)


def run(options: argparse.Namespace) -> None:
    """Do it; progress goes to standard error."""
    start_django()
    from ningju.rooms.privacy.vault.envelope import new_key_text

    if options.act == "new-key":
        print(new_key_text())
        return
    require_tables()
    from ningju.ground.tenancy import in_community
    from ningju.rooms.communities.models import Community
    from ningju.rooms.privacy.vault import rotation

    for community in Community.objects.order_by("slug"):
        step = partial(in_community, community.pk)
        if options.act == "rotate":
            with step():
                rotation.wrap_community_keys_anew()
            done = rotation.rotate_records(step, partial(tell_progress, community.slug))
            with step():
                retired = rotation.retire_former_keys()
            print(
                f"{community.slug}: {done} 条记录的钥匙已重新封装,{retired} 把旧钥匙已销毁 / "
                f"{done} record keys wrapped anew, {retired} former keys retired"
            )
        else:
            with step():
                records, waiting, newest = rotation.standing()
            print(
                f"{community.slug}: {records} 把记录钥匙,第 {newest} 版,{waiting} 把还在旧版 / "
                f"{records} record keys, version {newest}, {waiting} still under a former one"
            )


def tell_progress(slug: str, done: int) -> None:
    """Say how far it is."""
    print(f"\r{slug}: {done} …", end="", file=sys.stderr, flush=True)
