"""Turn what somebody uploads into a plain JPEG: pixels, and nothing else that was in the file."""

from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from ningju.kernel.errors import RuleViolation

READABLE = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
LARGEST_SIDE_PX = 2048
SMALL_SIDE_PX = 640
MOST_PIXELS = 50_000_000
QUALITY = 82
HEAD_BYTES = 1024
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")

# Pillow's own guard, at our limit: it warns above it and refuses above twice as much.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: two JPEGs without metadata, and the size of the larger in pixels."""

    full: bytes
    small: bytes
    width: int
    height: int


def read_picture(upload: "File[Any]", *, field: str = "photo") -> Picture:
    """Return the pixels of an uploaded image, upright, at most 2048 pixels a side.

    Whatever else the file held is gone: position, time, camera, comments, colour profile, further
    frames, hidden thumbnails, and anything appended to it.

    Args:
        upload: JPEG, PNG, WebP, GIF or AVIF; its name and declared type are not trusted.
        field: the form field to name in a refusal.

    Raises:
        RuleViolation: empty, too large, no image that we read, or broken; it says which.
    """
    check_bytes(upload, field)
    upload.seek(0)
    try:
        with Image.open(upload, formats=READABLE) as image:
            check_pixels(image, field)
            clean = plain(image)
    except RuleViolation:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many_pixels(field) from None
    except Exception as error:  # a decoder that is fed hostile bytes may raise anything
        raise RuleViolation(
            _("This photo is broken or cut off. Please take or choose it once more."), field=field
        ) from error
    small = clean.copy()
    small.thumbnail((SMALL_SIDE_PX, SMALL_SIDE_PX))
    return Picture(as_jpeg(clean), as_jpeg(small), clean.width, clean.height)


def check_bytes(upload: "File[Any]", field: str) -> None:
    """Refuse what is empty, too large or begins like nothing that we read.

    Raises:
        RuleViolation: it is.
    """
    size = upload.size or 0
    if size == 0:
        raise RuleViolation(_("This file is empty. Please choose the photo once more."), field=field)
    most_mb = settings.NINGJU_BODY_MAX_BYTES // 1024**2
    if size > settings.NINGJU_BODY_MAX_BYTES:
        words = _("This photo is larger than %(n)d MB. Please choose a smaller one.") % {"n": most_mb}
        raise RuleViolation(words, field=field)
    upload.seek(0)
    head = upload.read(HEAD_BYTES)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        raise RuleViolation(
            _("This is an HEIC photo, which few browsers show. Save it as JPEG and choose that one."),
            field=field,
        )
    if not looks_readable(head):
        raise RuleViolation(
            _("This is no photo that we can read. Please choose a JPEG, PNG or WebP picture."), field=field
        )


def looks_readable(head: bytes) -> bool:
    """Say whether a file begins as one of the formats we read; its name may say what it likes."""
    is_riff = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    is_avif = head[4:8] == b"ftyp" and head[8:12] in (b"avif", b"avis")
    return (
        is_riff or is_avif or head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"))
    )


def check_pixels(image: Image.Image, field: str) -> None:
    """Refuse more pixels than we are ready to unpack.

    Raises:
        RuleViolation: there are.
    """
    if image.width * image.height > MOST_PIXELS:
        raise too_many_pixels(field)


def too_many_pixels(field: str) -> RuleViolation:
    """Return the refusal of a picture with too many pixels."""
    words = _("This picture has more than %(n)d million pixels. Please choose a smaller one.")
    return RuleViolation(words % {"n": MOST_PIXELS // 1_000_000}, field=field)


def plain(image: Image.Image) -> Image.Image:
    """Return the first frame, upright, in RGB, scaled, in an image that has no past."""
    image.draft("RGB", (LARGEST_SIDE_PX, LARGEST_SIDE_PX))  # a JPEG is unpacked no larger than needed
    image.load()
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LARGEST_SIDE_PX, LARGEST_SIDE_PX))
    clean = Image.new("RGB", upright.size, "white")
    if "A" in upright.getbands() or "transparency" in upright.info:
        see_through = upright.convert("RGBA")
        clean.paste(see_through, mask=see_through.getchannel("A"))
    else:
        clean.paste(upright.convert("RGB"))
    return clean


def as_jpeg(image: Image.Image) -> bytes:
    """Return a picture as a JPEG that holds nothing but its pixels."""
    written: IO[bytes] = BytesIO()
    image.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    written.seek(0)
    return written.read()
