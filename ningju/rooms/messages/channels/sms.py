"""Texts: through an HTTP gateway, or in the demo onto the console and into a file."""

import json
import os
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from ningju.rooms.messages.channels.posting import check_status, post


class HttpSms:
    """A gateway that takes ``{"id", "to", "text"}`` as JSON, with our id as its idempotency key."""

    def __init__(self, url: str, token: str) -> None:
        """Take where to post, and what to show for it."""
        self.url, self.token = url, token

    def send(self, message_id: UUID, address: str, text: str, *, title: str) -> None:
        """Post one text."""
        body = {"id": str(message_id), "to": address, "text": text}
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": str(message_id)}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        check_status(post(self.url, json.dumps(body, ensure_ascii=False).encode(), headers))


class DemoSms:
    """The demo's gateway: nothing leaves the machine."""

    def __init__(self, file: Path) -> None:
        """Take the file that keeps what would have gone out, for its owner's eyes only."""
        self.file = file

    def send(self, message_id: UUID, address: str, text: str, *, title: str) -> None:
        """Print the text, and write it down with its number."""
        at: datetime = timezone.localtime()
        line = json.dumps(
            {"at": at.isoformat("T", "seconds"), "id": str(message_id), "to": address, "text": text},
            ensure_ascii=False,
        )
        with os.fdopen(os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
            file.write(f"{line}\n")
        print(f"短信 / text to {address[:6]}…: {text}", flush=True)
