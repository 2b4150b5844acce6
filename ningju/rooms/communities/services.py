"""Changes to a community, and the address book of codes and short links."""

import hashlib
import hmac

from django.conf import settings
from django.db import transaction
from django.db.models import F

from ningju.ground.tenancy import current_community_id
from ningju.rooms.communities.models import Address, Community, SettingChange


def digest(purpose: str, text: str) -> bytes:
    """Return the HMAC under which the address book knows a code, secret or short link."""
    key = hashlib.sha256(b"ningju.address-book" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, f"{purpose}:{text}".encode(), hashlib.sha256)


def register_address(*, purpose: str, text: str) -> None:
    """Write a code, secret or short link of the current community into the address book."""
    Address.objects.create(
        digest=digest(purpose, text), purpose=purpose, community_id=current_community_id()
    )


def find_community(*, purpose: str, text: str) -> Community | None:
    """Return the community that a code, secret or short link belongs to, or None."""
    found = Address.objects.select_related("community").filter(digest=digest(purpose, text)).first()
    return found.community if found else None


def touch_content() -> None:
    """Mark the community's public content as changed, so that no cached page outlives it."""
    Community.objects.filter(pk=current_community_id()).update(content_version=F("content_version") + 1)


@transaction.atomic
def change_words(*, community: Community, by_name: str, words: dict[str, str]) -> None:
    """Change texts of the community (columns such as ``slogan_zh``) and keep what stood there.

    Raises:
        KeyError: a name is no text column of a community.
    """
    for field, present in words.items():
        if field not in TEXT_COLUMNS:
            raise KeyError(field)
        former = getattr(community, field)
        if former != present:
            setattr(community, field, present)
            SettingChange.objects.create(by_name=by_name, field=field, former=former, present=present)
    community.save(update_fields=list(words))
    touch_content()


TEXT_COLUMNS = frozenset(
    f"{name}_{language}"
    for name in ("name", "short_name", "city", "programme", "birthplace", "motto", "slogan", "about")
    for language in ("zh", "en")
)
