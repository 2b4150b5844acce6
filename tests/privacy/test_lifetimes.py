"""Every promise to forget is kept by a test that jumps the clock; a new one without a test fails here."""

from ningju.rooms.privacy.lifetimes import LIFETIMES
from tests.architecture.guards import rows
from tests.database import ROOT

CLOCK_JUMPS = {
    "care_need": "rooms/care/test_endings.py::test_p11_the_words_of_a_need_go_ninety_days_after_it_is_closed",
    "care_record": "rooms/care/test_endings.py::"
    "test_t11_a_record_that_nobody_confirms_is_erased_after_thirty_days",
    "case_contact": "rooms/cases/test_erasing.py::"
    "test_p11_contact_and_private_words_are_kept_for_ninety_days_and_then_gone",
    "case_words": "rooms/cases/test_erasing.py::"
    "test_p11_contact_and_private_words_are_kept_for_ninety_days_and_then_gone",
    "contact": "rooms/messages/test_lifetimes.py::"
    "test_p11_a_contact_that_serves_nothing_is_erased_with_its_key_the_next_night",
    "ledger_files": "rooms/ledgers/test_lifetimes.py::test_p11_a_waiting_file_is_gone_after_a_day",
    "look_up_code": "pages/my/test_my_page.py::test_p11_codes_that_are_over_are_forgotten",
    "message": "rooms/messages/test_lifetimes.py::"
    "test_p11_a_message_is_forgotten_thirty_days_after_it_was_sent",
    "parked_rows": "rooms/ledgers/test_lifetimes.py::"
    "test_p11_rows_set_aside_are_erased_on_day_30_and_not_before",
    "referral_note": "rooms/referral/test_notes.py::test_p24_p11_the_row_is_gone_at_thirty_days",
    "seat": "rooms/volunteering/test_services.py::"
    "test_p11_t6_nicknames_are_gone_thirty_days_after_and_the_count_stays",
}


def test_p11_each_lifetime_has_a_test_that_jumps_the_clock() -> None:
    there = rows.tests_in(ROOT)

    assert set(CLOCK_JUMPS) == set(LIFETIMES)
    assert [test for test in CLOCK_JUMPS.values() if f"tests/{test}" not in there] == []
