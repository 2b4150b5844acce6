"""The checked view: the room that owns a file says who may see it; hidden and absent read alike."""

import logging
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ningju.ground.files import disk
from ningju.ground.files.owners import Sight, owner_of
from ningju.ground.models import StoredFile
from ningju.ground.tenancy import current_community_id
from ningju.kernel.errors import NotFound

FOR_EVERYBODY = "public, max-age=86400, immutable"
"""A day and not a year: a picture that was removed is gone from every cache by tomorrow."""

logger = logging.getLogger(__name__)


@require_safe
def show_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a picture to those who may see it."""
    return answer(request, public_id, disk.FULL)


@require_safe
def show_small_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a picture at most 640 pixels wide and high."""
    return answer(request, public_id, disk.SMALL)


def answer(request: HttpRequest, public_id: UUID, size: str) -> HttpResponse:
    """Return a picture, or "not changed" to a browser that has it.

    Raises:
        NotFound: there is none, or this reader may not see it.
    """
    stored = StoredFile.objects.filter(public_id=public_id).first()
    sight = sight_of(request, stored)
    if stored is None or sight is Sight.NOBODY:
        raise NotFound(_("There is no such picture."))
    content = content_of(stored, size)
    headers = {
        "Content-Disposition": f'inline; filename="{stored.public_id}{size}.jpg"',
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": FOR_EVERYBODY if sight is Sight.EVERYBODY else "private, no-store",
    }
    response = HttpResponse(content, content_type=stored.content_type, headers=headers)
    if sight is not Sight.EVERYBODY:
        return response
    etag = f'"{bytes(stored.digest).hex()[:32]}{size}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def sight_of(request: HttpRequest, stored: StoredFile | None) -> Sight:
    """Ask the room that owns a file who may see it."""
    owner = owner_of(stored.owner_label) if stored is not None else None
    if stored is None or owner is None:
        return Sight.NOBODY
    return owner.see(request, stored.owner_id)


def content_of(stored: StoredFile, size: str) -> bytes:
    """Return the bytes of a picture.

    Raises:
        NotFound: the disk has lost it.
    """
    try:
        return disk.path_of(current_community_id(), stored.public_id, size).read_bytes()
    except FileNotFoundError:
        logger.error("The file of %s %s is gone from the disk", stored.owner_label, stored.public_id)
        raise NotFound(_("There is no such picture.")) from None


def file_address(slug: str, stored: StoredFile, *, is_small: bool = False) -> str:
    """Return the address of a picture of the community with this slug."""
    name = "show_small_file" if is_small else "show_file"
    return reverse(name, kwargs={"community": slug, "public_id": stored.public_id})
