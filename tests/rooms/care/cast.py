"""People of the care register, for its tests."""

from datetime import datetime
from typing import Any

from ningju.kernel.clock import SHANGHAI
from ningju.rooms.care import services
from ningju.rooms.care.models import CareRecord
from ningju.rooms.organisations.models import Organisation

JOINED = datetime(2026, 3, 10, 9, tzinfo=SHANGHAI)
PHONE = "139 0000 1234"
WORDS = "膝盖不好，下楼慢，想有人一起走走"
BACKUP = "女儿 138 0000 5678"


def join(unit: Organisation, **more: Any) -> CareRecord:
    """Let somebody join by themselves: a nickname, a need, a phone, every three months."""
    told: dict[str, Any] = {
        "nickname": "阿婆", "themes": ["talk", "errands"], "rhythm": "quarterly", "way": "phone",
        "unit": unit, "has_consented": True, "is_of_age": True, "phone": PHONE, "words": WORDS,
        "backup": BACKUP, "at": JOINED,
    }  # fmt: skip
    return services.join_care(**(told | more))
