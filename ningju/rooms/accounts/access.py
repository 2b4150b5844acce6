"""Whether this session proved a second factor, and which desks a person has."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from ningju.rooms.accounts.models import User
from ningju.rooms.communities.models import Community


def second_factor_given(request: HttpRequest) -> bool:
    """Say whether this session was made, or strengthened, with a second factor.

    A passkey, a code of an authenticator app and a recovery code count; so does a demo door,
    which exists in demo mode only.
    """
    user = request.user
    if not user.is_authenticated:
        return False
    if user.is_demo:
        return bool(settings.NINGJU_DEMO)
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def desks_of(user: User) -> list[Community]:
    """Return the communities in which a person holds a role, by slug."""
    return list(Community.objects.filter(pk__in=user.desks).order_by("slug"))


def desk_path(community: Community, language: str) -> str:
    """Return the address of a community's desk."""
    return f"/{language}/{community.slug}/desk/"
