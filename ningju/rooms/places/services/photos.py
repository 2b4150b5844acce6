"""The photo by which one finds a place's door: added, replaced, removed."""

from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ningju.ground.files.services import remove_file, store_image
from ningju.kernel.errors import Conflict, RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.services import touch_content
from ningju.rooms.places.models import Place, PlacePhoto
from ningju.rooms.places.services.happenings import note_event

LONGEST_WORDS = 200


@transaction.atomic
def add_photo(
    *, place: Place, upload: "File[Any]", alt: Bilingual, nobody_recognisable: bool, by_name: str
) -> PlacePhoto:
    """Show a photo of a place to everybody, in place of the one it had.

    Args:
        place: which place.
        upload: the picture as it came; only its pixels are kept.
        alt: what can be seen on it, for those who do not see it; one language is enough.
        nobody_recognisable: somebody looked, and neither a face nor a number plate can be made out.
        by_name: who adds it.

    Raises:
        RuleViolation: no words, nobody looked, or no picture that we take; ``field`` says which.

    Writes one line of the place's history.
    """
    if not alt or max(len(alt.zh), len(alt.en)) > LONGEST_WORDS:
        raise RuleViolation(_("Say in up to 200 characters what can be seen."), field="alt_zh")
    if not nobody_recognisable:
        raise RuleViolation(
            _("Look at the photo once more and tick this when nobody can be recognised."),
            field="nobody_recognisable",
        )
    Place.objects.select_for_update().get(pk=place.pk)
    former = take_down(place)
    photo = PlacePhoto(place=place, alt_zh=alt.zh, alt_en=alt.en)
    photo.file = store_image(upload=upload, belongs_to=("places.PlacePhoto", photo.public_id))
    photo.save()
    note_event(place, "add_photo", by_name=by_name, former=former, present=str(photo.file.public_id))
    touch_content()
    return photo


@transaction.atomic
def remove_photo(*, place: Place, by_name: str) -> None:
    """Take the photo of a place away; the file is gone from the disk at once.

    Raises:
        Conflict: the place has none (any more).

    Writes one line of the place's history.
    """
    Place.objects.select_for_update().get(pk=place.pk)
    former = take_down(place)
    if not former:
        raise Conflict(_("Somebody did this already."))
    note_event(place, "remove_photo", by_name=by_name, former=former)
    touch_content()


def take_down(place: Place) -> str:
    """Remove the photo of a locked place and return which picture it was, or nothing."""
    photo = PlacePhoto.objects.filter(place=place).select_related("file").first()
    if photo is None:
        return ""
    stored = photo.file
    photo.delete()
    remove_file(stored=stored)
    return str(stored.public_id)
