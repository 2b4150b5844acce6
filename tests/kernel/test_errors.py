"""Refusals carry a sentence for a person through the edge, whole."""

import pickle

import pytest

from ningju.kernel.errors import Conflict, NingjuError, NotAllowed, NotFound, RuleViolation, Unreadable


class Later:
    """A translation that is read only when shown."""

    def __str__(self) -> str:
        return "没有这个事项。"


@pytest.mark.parametrize("kind", [NotFound, NotAllowed, Conflict, RuleViolation])
def test_a_refusal_keeps_its_message_untranslated_until_it_is_read(kind: type[NingjuError]) -> None:
    message = Later()

    error = kind(message)

    assert error.message is message
    assert str(error) == "没有这个事项。"


def test_a_broken_rule_names_the_field_to_mend() -> None:
    assert RuleViolation("Too long.", field="text").field == "text"
    assert RuleViolation("Too late.").field is None


def test_refusals_travel_between_processes_whole() -> None:
    rule = pickle.loads(pickle.dumps(RuleViolation("Too long.", field="text")))
    unread = pickle.loads(pickle.dumps(Unreadable(zh="请写年份。", en="Write the year.")))

    assert (rule.message, rule.field) == ("Too long.", "text")
    assert (unread.message.zh, str(unread)) == ("请写年份。", "Write the year.")
