"""What staff write passes the detector: what is never stored is not stored in a note either."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ningju.kernel.detector import find_forbidden
from ningju.kernel.errors import RuleViolation

KIND_WORDS: Mapping[str, Promise] = {
    "nationality": _("ethnicity"),
    "religion": _("religion"),
    "party": _("party membership"),
    "id_number": _("an ID number"),
    "health": _("health or disability"),
    "stability": _("a label on somebody"),
    "origin": _("where somebody is from"),
    "track": _("where somebody went"),
}


def check_note(text: str, *, field: str) -> None:
    """Refuse words of staff that hold what is never stored about anybody.

    Raises:
        RuleViolation: they do; the message quotes the words and says what to write instead
            (``field`` is the caller's).
    """
    found = find_forbidden(text)
    if found:
        told = {"words": found[0].words, "kind": KIND_WORDS[found[0].kind]}
        words = _(
            "“%(words)s” says something about %(kind)s, which is never kept. "
            "Write what is needed, not who asks."
        )
        raise RuleViolation(words % told, field=field)
