"""Pictures for tests, made here: with a position in them, broken, too large, and what is no picture."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

GPS_WORDS = b"121.4111-31.2199-in-the-maker-note"


def draw(width: int = 800, height: int = 600, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue, so that one sees it turn."""
    picture = Image.new(mode, (width, height), "blue")
    picture.paste(Image.new(mode, (width // 2, height), "red"), (0, 0))
    return picture


def written(picture: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    """Return a picture's file."""
    file = BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def exif_with_position(orientation: int = 1) -> Image.Exif:
    """Return what a phone writes: where, when, with what, and how it was held."""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Make] = "Phone of somebody"
    exif[Base.DateTime] = "2026:11:23 08:30:00"
    exif.get_ifd(IFD.Exif)[Base.UserComment] = GPS_WORDS
    where = exif.get_ifd(IFD.GPSInfo)
    where[GPS.GPSLatitudeRef], where[GPS.GPSLatitude] = "N", (31.0, 13.0, 11.6)
    where[GPS.GPSLongitudeRef], where[GPS.GPSLongitude] = "E", (121.0, 24.0, 39.9)
    return exif


def photo_with_position(orientation: int = 1, **more: Any) -> bytes:
    """Return a JPEG with position, comment, XMP and colour profile."""
    return written(
        draw(),
        exif=exif_with_position(orientation).tobytes(),
        comment=b"a comment with " + GPS_WORDS,
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + GPS_WORDS + b"</x:xmpmeta>",
        icc_profile=b"profile " * 40,
        **more,
    )


def upload(content: bytes, name: str = "door.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    """Return an upload as a form brings it."""
    return SimpleUploadedFile(name, content, content_type=kind)


def segments(jpeg: bytes) -> list[str]:
    """Return the names of what stands before a JPEG's pixels, as ``APP1`` or ``COM``, JFIF left out."""
    names, at = [], 2
    while jpeg[at + 1] != 0xDA:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if 0xE0 <= marker <= 0xEF and jpeg[at + 4 : at + 8] != b"JFIF":
            names.append(f"APP{marker - 0xE0}")
        elif marker == 0xFE:
            names.append("COM")
        at += 2 + length
    return names
