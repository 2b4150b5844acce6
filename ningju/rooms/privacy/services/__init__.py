"""Every change of state of the room, and the one way to read what is sealed."""

from ningju.rooms.privacy.services.consent import give_consent, refuse_consent, withdraw_consent
from ningju.rooms.privacy.services.lookups import look_up_phone, normal_phone, phone_digest
from ningju.rooms.privacy.services.sealing import Opened, forget, open_sealed, seal
from ningju.rooms.privacy.vault.keys import Erased

__all__ = [
    "Erased",
    "Opened",
    "forget",
    "give_consent",
    "look_up_phone",
    "normal_phone",
    "open_sealed",
    "phone_digest",
    "refuse_consent",
    "seal",
    "withdraw_consent",
]
