"""Let the clock jump: what the night would erase in the community of the test."""

from collections.abc import Mapping
from datetime import datetime

from ningju.ground.tenancy import current_community_id
from ningju.rooms.privacy.services import erasing


def erase_due(now: datetime) -> Mapping[str, int]:
    """Keep every lifetime at a moment, and return the counts."""
    erased = erasing.erase_due(community_id=current_community_id(), now=now)
    assert erased.failed == ()
    return erased.counts
