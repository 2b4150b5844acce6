"""The peer of a page: a plain view that reads one row and returns the page's bytes."""

import json
import os
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.http import HttpRequest, HttpResponse

FOLDER_NAME = "NINGJU_BENCH_PEERS"
NOT_THE_VIEWS = frozenset(
    {"date", "server", "connection", "content-length", "transfer-encoding", "set-cookie", "vary",
     "content-language", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
     "content-security-policy", "permissions-policy", "x-frame-options"}
)  # fmt: skip
"""Headers that middleware sets for both."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What a peer reads and returns.

    Attributes:
        model: the tenant table it reads one row of, "app.Model".
        column: the unique column by which it finds the row.
        value: what stands there.
        headers: those that the page's own view sets.
    """

    model: str
    column: str
    value: str
    headers: dict[str, str]


def keep_peer(folder: Path, name: str, peer: Peer, body: bytes) -> None:
    """Write down what a peer shall return, for the server's processes."""
    (folder / f"{name}.json").write_text(json.dumps(asdict(peer)), encoding="utf-8")
    (folder / f"{name}.body").write_bytes(body)


@cache
def read_peer(name: str) -> tuple[Peer, bytes]:
    """Return what a peer shall return; read once a process."""
    folder = Path(os.environ[FOLDER_NAME])
    told = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return Peer(**told), (folder / f"{name}.body").read_bytes()


def show_peer(request: HttpRequest, name: str) -> HttpResponse:
    """Read one row and return the bytes."""
    peer, body = read_peer(name)
    apps.get_model(peer.model)._default_manager.get(**{peer.column: peer.value})
    return HttpResponse(body, headers=peer.headers)
