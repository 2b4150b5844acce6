"""E-mail: through the server that a setting names, or into files."""

import os
from collections.abc import Mapping
from pathlib import Path
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from django.core.mail import EmailMessage, get_connection

from ningju.kernel.environment import SettingError
from ningju.rooms.messages.channels.gateway import Permanent, Temporary

WAIT_S = 10
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def in_files(folder: Path) -> Mapping[str, Any]:
    """Return how to write mails into a folder instead: the demo's way."""
    return {"backend": "django.core.mail.backends.filebased.EmailBackend", "file_path": str(folder)}


def read_email_url(url: str) -> Mapping[str, Any]:
    """Return how to reach the mail server, from ``smtps://user:password@host:port/?from=a@b``.

    Args:
        url: smtp:// (plain), smtp+tls:// (STARTTLS) or smtps:// (TLS).

    Raises:
        SettingError: it is none of these, or says no sender.
    """
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in PORTS or not parts.hostname or "@" not in sender:
        raise SettingError(
            "NINGJU_EMAIL_URL must look like smtps://user:password@host:465/?from=name@example.org "
            "(smtp:// plain, smtp+tls:// with STARTTLS, smtps:// with TLS)."
        )
    return {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": parts.hostname,
        "port": parts.port or PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": WAIT_S,
        "sender": sender,
    }


class Mail:
    """A mail server, or a folder of files that only their owner reads."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        """Take what ``read_email_url`` or ``in_files`` returned."""
        self.options = dict(options)
        self.sender = self.options.pop("sender", "ningju@localhost")

    def send(self, message_id: UUID, address: str, text: str, *, title: str) -> None:
        """Send one mail; our id is its Message-ID."""
        if "file_path" in self.options:
            os.makedirs(self.options["file_path"], mode=0o700, exist_ok=True)
        host = self.sender.rpartition("@")[2]
        mail = EmailMessage(
            subject=title,
            body=text,
            from_email=self.sender,
            to=[address],
            headers={"Message-ID": f"<{message_id}@{host}>", "Auto-Submitted": "auto-generated"},
            connection=get_connection(**self.options),
        )
        try:
            mail.send()
        except SMTPRecipientsRefused as error:
            codes = [code for code, _words in error.recipients.values()]
            raise refusal(max(codes, default=0)) from None
        except SMTPResponseException as error:
            raise refusal(error.smtp_code) from None
        except (SMTPException, OSError):
            raise Temporary("no answer") from None


def refusal(code: int) -> Permanent | Temporary:
    """Return what a mail server's code means: from 500 on it will never take this."""
    return Permanent(f"smtp {code}") if code >= 500 else Temporary(f"smtp {code}")
