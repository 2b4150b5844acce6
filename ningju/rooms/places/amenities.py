"""The kinds of amenity a place may have, and what each level of station must have."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class AmenityKind:
    """One kind of amenity: its picture in icons.svg, its words, and the wish it answers.

    ``wish`` is what a filter says; a kind without one is shown at places but is no filter.
    """

    slug: str
    icon: str
    words: str | Promise
    wish: str | Promise = ""
    counted: bool = False


KINDS: dict[str, AmenityKind] = {
    kind.slug: kind
    for kind in (
        AmenityKind("water", "water", _("Drinking water"), _("Water")),
        AmenityKind("charging", "charging", _("Phone charging"), _("Charging"), counted=True),
        AmenityKind("microwave", "microwave", _("Microwave"), _("Heat food"), counted=True),
        AmenityKind("seats", "seat", _("Seats"), _("Sit down"), counted=True),
        AmenityKind("aircon", "aircon", _("Air conditioning"), _("Air conditioning")),
        AmenityKind("toilet", "toilet", _("Toilet"), _("Toilet")),
        AmenityKind("books", "book", _("Reading corner"), _("Books")),
        AmenityKind("fridge", "fridge", _("Fridge")),
        AmenityKind("medicine", "medicine", _("Medicine box"), _("Medicine")),
        AmenityKind("meals", "meal", _("Hot meals"), _("Hot meals")),
        AmenityKind("shelter", "shelter", _("Shelter from rain and sun"), _("Shelter")),
        AmenityKind("battery", "battery", _("Battery swap"), _("Battery swap")),
        AmenityKind("parking", "parking", _("E-bike parking")),
        AmenityKind("wifi", "wifi", _("Wi-Fi")),
        AmenityKind("umbrella", "umbrella", _("Umbrellas and raincoats")),
        AmenityKind("pump", "tools", _("Tyre pump and tools")),
        AmenityKind("supplies", "gift", _("Supplies for everyday and emergencies")),
        AmenityKind("aed", "danger", _("Defibrillator (AED)")),
        AmenityKind("kettle", "kettle", _("Hot water")),
        AmenityKind("washing", "shower", _("A place to wash")),
        AmenityKind("step_free", "ramp", _("Step-free entrance")),
        AmenityKind("nursing", "mother", _("Nursing room")),
        AmenityKind("notices", "notice", _("Notice board")),
    )
}

REQUIRED: dict[str, frozenset[str]] = {
    "central": frozenset(
        {"water", "aircon", "microwave", "fridge", "charging", "seats", "books", "medicine", "toilet"}
    ),
    "hub": frozenset({"water", "aircon", "microwave", "fridge", "charging", "seats", "medicine"}),
    "grid": frozenset({"water", "aircon", "microwave", "charging", "seats"}),
    "micro": frozenset({"water", "seats"}),
}
