"""Load a pack: checked whole, then written in one transaction, through the rooms' own services."""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from ningju.ground.models import TenantModel
from ningju.ground.tenancy import in_community, without_savepoints
from ningju.jobs.packs.contents import Pack
from ningju.jobs.packs.load_care import load_care
from ningju.jobs.packs.load_ground import load_ground, load_people, load_referral, put_the_community
from ningju.jobs.packs.load_stories import load_offers, load_stories, load_tasks, withdraw_offers
from ningju.jobs.packs.read import read_pack
from ningju.jobs.packs.refusals import FirstLine, from_row
from ningju.rooms.communities.models import Community
from ningju.rooms.communities.services import touch_content_once


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did (载入结果): the community, whether it was new, and how many rows each table gained."""

    slug: str
    is_new: bool
    anchor: datetime
    gained: dict[str, int] = field(default_factory=dict)

    @property
    def is_change(self) -> bool:
        """Say whether any row came in."""
        return any(self.gained.values())


def load_pack(path: Path, *, now: datetime | None = None) -> LoadReport:
    """Load a pack, or bring a community that was loaded before up to it.

    Everything comes in or nothing does. Loading the same pack again changes nothing. What a pack
    says anew of a place, a text or an offer is taken over; a case is told once and then lives its
    own life; a row that a pack no longer has stays.

    Args:
        path: the pack's folder.
        now: the moment from which its offsets count, at the first load only (default: now).

    Raises:
        PackError: something in the pack is wrong; it lists everything that is, or the row that a
            room refused. Nothing was written.
    """
    return write_pack(read_pack(path), now=now)


@transaction.atomic
def write_pack(pack: Pack, *, now: datetime | None = None) -> LoadReport:
    """Write a checked pack in one transaction."""
    known = Community.objects.filter(slug=pack.community.slug).first()
    anchor = (known.anchored_at if known else None) or now or timezone.now()
    with from_row("pack.toml", FirstLine()):
        community = put_the_community(pack, anchor)
    with in_community(community.pk), without_savepoints(), touch_content_once():
        before = count_rows()
        load_ground(pack, anchor)
        load_people(pack)
        load_referral(pack)
        load_offers(pack, anchor)
        load_tasks(pack, anchor)
        load_stories(pack, anchor)
        load_care(pack, anchor)
        withdraw_offers(pack)
        gained = count_rows() - before
    return LoadReport(community.slug, known is None, anchor, dict(gained))


def load_pack_once(path: Path) -> bool:
    """Load a pack unless its community was loaded before; return whether it was loaded now.

    Raises:
        PackError: as :func:`load_pack`.
    """
    if Community.objects.filter(slug=slug_of(path), anchored_at__isnull=False).exists():
        return False
    load_pack(path)
    return True


def slug_of(path: Path) -> str:
    """Return the slug that a pack gives its community, or nothing if it gives none."""
    try:
        return str(tomllib.loads((path / "pack.toml").read_text(encoding="utf-8")).get("slug", ""))
    except (OSError, ValueError):
        return ""


def count_rows() -> Counter[str]:
    """Count this community's rows, by model."""
    return Counter({model._meta.label: model._default_manager.count() for model in tenant_models()})


def tenant_models() -> list[type[models.Model]]:
    """Return every model whose rows belong to a community."""
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]
