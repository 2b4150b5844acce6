"""What the page shows of one thing that is held: facts, consents, looks; and the same as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from ningju.ground.links import here
from ningju.rooms.privacy import access
from ningju.rooms.privacy.holdings import Holding
from ningju.rooms.privacy.models import ConsentReceipt
from ningju.rooms.privacy.purposes import PURPOSES
from ningju.rooms.privacy.words import Look, looks_at


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing with everything that belongs to it."""

    holding: Holding
    receipts: list[tuple[ConsentReceipt, Any]]
    looks: list[Look]
    address: str


def show_all(request: HttpRequest, holdings: Sequence[Holding]) -> list[Shown]:
    """Return things with their consents and looks."""
    return [
        Shown(
            holding=holding,
            receipts=[
                (receipt, PURPOSES[receipt.purpose]) for receipt in access.receipts_of(*holding.record_ids)
            ],
            looks=looks_at(*holding.record_ids),
            address=here(request, holding.page[0], **holding.page[1]) if holding.page else "",
        )
        for holding in holdings
    ]


def as_document(request: HttpRequest, shown: Sequence[Shown]) -> dict[str, Any]:
    """Return everything as what JSON can hold (PIPL art. 45: a copy for the person)."""
    return {
        "community": str(request.community.slug),  # type: ignore[attr-defined]
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "held": [
            {
                "kind": str(one.holding.kind),
                "name": one.holding.name,
                "facts": [{"what": str(label), "words": str(words)} for label, words in one.holding.facts],
                "kept": str(one.holding.life),
                "consents": [
                    {
                        "purpose": receipt.purpose,
                        "text": str(purpose.text),
                        "answer": "yes" if receipt.is_given else "no",
                        "version": receipt.version,
                        "at": receipt.at.isoformat(timespec="seconds"),
                        "via": receipt.via,
                        "by_proxy": receipt.is_by_proxy,
                        "ended_at": receipt.ended_at and receipt.ended_at.isoformat(timespec="seconds"),
                        "ending": receipt.ending,
                    }
                    for receipt, purpose in one.receipts
                ],
                "looks": [look.as_document() for look in one.looks],
            }
            for one in shown
        ],
    }
