"""Every address of the service: each page with an example, and what is no page with the reason."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.guide import NEWCOMERS, PASSWORD, Guide
from tests.browser.visits import Visit

WORKER, COORDINATOR, ADMIN = "worker_services-huayang", "coordinator-huayang", "admin-huayang"
HOLDER = "inbox-huayang"
PARTNER, LEADER, KEEPER = "partner_donghua-huayang", "leader-huayang", "keeper-huayang"
AUDITOR = "auditor-huayang"


@dataclass(frozen=True)
class Example:
    """How to open a page: its path (of Huayang unless it begins with a slash), and as whom."""

    path: str
    who: str = ""
    is_sheet: bool = False
    then: Callable[[Visit], None] | None = None
    status: int = 200
    is_twin: bool = False

    @property
    def is_slow(self) -> bool:
        """Say whether it waits for the long run: a twin of another page, or one that a newcomer opens."""
        return self.is_twin or self.who in NEWCOMERS or "{invited}" in self.path or self.then is give_password

    def open(self, visit: Visit, guide: Guide) -> int:
        """Open it in somebody's browser, and return the status it came with."""
        path = self.path.replace("{language}", visit.language).format_map(guide)
        with visit.page.expect_response(lambda answer: answer.request.is_navigation_request()) as answer:
            visit.go(path)
        if self.then is not None:
            self.then(visit)
        return answer.value.status


def send_empty(visit: Visit) -> None:
    """Send the form that stands on the page as it is."""
    visit.page.locator("main form button.btn:visible").last.click()
    visit.page.wait_for_selector(".errors, .field-error")


def give_password(visit: Visit) -> None:
    """Sign in with name and password, up to the second factor."""
    visit.page.locator("input[name=login]").fill("helper")
    visit.page.locator("input[name=password]").fill(PASSWORD)
    visit.page.locator("main form button[type=submit]").first.click()
    visit.page.wait_for_url("**/login/code/**")


def type_something(visit: Visit) -> None:
    """Type a hazard and wait for the suggestion."""
    visit.page.locator("[name=words]").fill("井盖松了")
    visit.page.wait_for_selector("[data-guess] .hint")
    visit.page.locator("[data-pick-open]").click()
    visit.page.wait_for_selector(".leaflet-container")


def make_key_file(visit: Visit) -> None:
    """Make a key file, so that the second step shows."""
    visit.page.locator("[data-make]").click()
    visit.page.wait_for_selector("[data-step-two]:visible")


def send_no_contact(visit: Visit) -> None:
    """Send the sealed form empty, where the inbox has a key."""
    button = visit.page.locator("[data-seal] button")
    if button.is_visible():
        button.click()
        visit.page.wait_for_selector("[data-told]:visible")


def unfold_contact(visit: Visit) -> None:
    """Open the boxes for a number."""
    visit.page.locator("details:has([name=address]) > summary").click()


def leave_number(visit: Visit) -> None:
    """Say something and leave a number with it; the case's page then stands there."""
    page = visit.page
    page.locator("[name=words]").fill("武夷路井盖松了")
    page.locator("details:has([name=address]) > summary").click()
    page.locator("[name=address]").fill("138 0013 8000")
    page.locator("[name=private_words]").fill("女儿接电话")
    page.locator("[name=consent]").check()
    for _kind_then_case in range(2):
        if page.locator("[name=consent]").count():
            page.locator("main form .send button").click()
            page.wait_for_load_state()


def open_number(visit: Visit) -> None:
    """Write down a call with a number, and open it."""
    leave_number(visit)
    visit.page.locator("form[action$='/contact/'] button").click()
    visit.page.wait_for_selector("a[href^='tel:+86']")


def see_what_is_held(visit: Visit) -> None:
    """Leave a number with a matter, and go to what is held about it."""
    leave_number(visit)
    visit.page.locator("a[href$='/held/']").click()
    visit.page.wait_for_selector("dl.pairs")


def ask_for_a_code(visit: Visit) -> None:
    """Ask for a code to a number."""
    visit.page.locator("[name=phone]").fill("139 0013 9000")
    visit.page.locator("main form button.btn").first.click()
    visit.page.wait_for_selector("[name=code]")


def upload_table(visit: Visit) -> None:
    """Upload a small table of places, and come to its columns."""
    table = "名称,地址,类型\n新驿站,武夷路 1 号,驿站\n".encode()
    visit.page.locator("input[type=file]").set_input_files(
        {"name": "places.csv", "mimeType": "text/csv", "buffer": table}
    )
    visit.page.locator("main form button.btn").last.click()
    visit.page.wait_for_url("**/columns/")


PAGES: dict[str, Example] = {
    "choose_community": Example("/"),
    "choose_community_in": Example("/{language}/", is_twin=True),
    "show_home": Example(""),
    "show_about": Example("about/"),
    "show_place": Example("places/zhaofeng_hub/"),
    "print_poster": Example("places/zhaofeng_hub/poster/", is_sheet=True),
    "show_organisation": Example("organisations/donghua/"),
    "find_case": Example("c/"),
    "show_case": Example("c/{code}/"),
    "show_my_case": Example("k/{secret}/"),
    "show_held": Example("k/{secret}/held/", is_twin=True),
    "show_my_page": Example("my/"),
    "three_lists": Example("lists/"),
    "how_to_offer": Example("offer/"),
    "give_hand": Example("hands/"),
    "take_seat": Example("hands/{hand}/"),
    "show_seat": Example("seats/{seat}/"),
    "say": Example("say/"),
    "print_say_form": Example("say/paper/", is_sheet=True, is_twin=True),
    "report_in": Example("report-in/"),
    "show_note": Example("report-in/notes/{note}/", is_twin=True),
    "print_report_in": Example("report-in/sheet/", is_sheet=True, is_twin=True),
    "make_card": Example("my-card/"),
    "say_for_caller": Example("desk/say/", WORKER, is_twin=True),
    "show_demo_doors": Example("/{language}/account/demo/"),
    "join_care": Example("care/"),
    "print_care_form": Example("care/paper/", is_sheet=True, is_twin=True),
    "show_care_file": Example("care/my/{care}/"),
    "list_care_tasks": Example("desk/care/", WORKER),
    "show_care_record": Example("desk/care/{care_code}/", WORKER),
    "join_care_for": Example("desk/care/new/", WORKER, is_twin=True),
    "choose_care_keepers": Example("desk/care/keepers/", ADMIN, is_twin=True),
    "show_inbox": Example("desk/", WORKER),
    "show_access_log": Example("desk/log/", AUDITOR),
    "list_ledgers": Example("desk/ledgers/", COORDINATOR, is_twin=True),
    "upload_ledger": Example("desk/ledgers/new/", COORDINATOR, is_twin=True),
    "list_glasses": Example("desk/glass/", COORDINATOR),
    "show_case_at_desk": Example("desk/cases/{code}/", COORDINATOR),
    "show_offers": Example("desk/offers/", PARTNER, is_twin=True),
    "offer_resource": Example("desk/offers/new/", PARTNER),
    "join_need": Example("desk/needs/{code}/join/", COORDINATOR),
    "undo_join": Example("desk/pairings/{pairing}/undo/", COORDINATOR),
    "finish_opportunity": Example("hands/{hand}/finish/", ADMIN),
    "list_places_to_confirm": Example("desk/places/", KEEPER),
    "add_photo": Example("desk/places/central_station/photo/", KEEPER, is_twin=True),
    "show_referral_inbox": Example("desk/referral/", HOLDER),
    "make_key": Example("desk/referral/key/", HOLDER, is_twin=True),
    "set_up_inbox": Example("desk/referral/set-up/", ADMIN, is_twin=True),
    "show_stickers": Example("desk/stickers/", WORKER, is_twin=True),
    "change_words": Example("desk/texts/", ADMIN),
    "switch_module": Example("desk/modules/", ADMIN),
    "warn_of_weather": Example("desk/weather/", ADMIN, is_twin=True),
    "account_login": Example("/{language}/account/login/"),
    "account_inactive": Example("/{language}/account/inactive/", is_twin=True),
    "account_logout": Example("/{language}/account/logout/", "helper"),
    "choose_password": Example("/{language}{invited}"),
    "mfa_authenticate": Example("/{language}/account/login/", then=give_password),
    "add_second_factor": Example("/{language}/account/second-factor/add/", "newcomer"),
    "mfa_activate_totp": Example("/{language}/account/second-factor/app/", "newcomer"),
    "mfa_add_webauthn": Example("/{language}/account/second-factor/passkeys/add/", "newcomer"),
    "mfa_index": Example("/{language}/account/second-factor/", "helper"),
    "mfa_deactivate_totp": Example("/{language}/account/second-factor/app/remove/", "helper"),
    "mfa_list_webauthn": Example("/{language}/account/second-factor/passkeys/", "helper"),
    "mfa_edit_webauthn": Example("/{language}/account/second-factor/passkeys/{passkey}/", "helper"),
    "mfa_remove_webauthn": Example("/{language}/account/second-factor/passkeys/{passkey}/remove/", "helper"),
    "mfa_view_recovery_codes": Example("/{language}/account/second-factor/codes/", "helper"),
    "mfa_generate_recovery_codes": Example("/{language}/account/second-factor/codes/new/", "helper"),
    "account_change_password": Example("/{language}/account/password/", "helper"),
    "account_reauthenticate": Example("/{language}/account/again/", "helper"),
    "mfa_reauthenticate": Example("/{language}/account/again/code/", "helper"),
    "mfa_reauthenticate_webauthn": Example("/{language}/account/again/passkey/", "helper"),
}

# The same pages in another state, and pages without an address of their own.
STATES: dict[str, Example] = {
    "home where nothing fits": Example("?with=charging&with=medicine&with=umbrella&near=xyzzy"),
    "a closed place": Example("places/party_mass_service_centre/", is_twin=True),
    "say, suggested, with the map": Example("say/?place=zhaofeng_hub", then=type_something),
    "say, refused": Example("say/", then=send_empty),
    "joining care, refused": Example("care/", then=send_empty, is_twin=True),
    "say, with the boxes for a number": Example("say/", then=unfold_contact, is_twin=True),
    "a case with a number": Example("say/", then=leave_number),
    "a number, opened at the desk": Example("desk/say/", COORDINATOR, then=open_number, is_twin=True),
    "what is held, with a number": Example("say/", then=see_what_is_held, is_twin=True),
    "a code asked for": Example("my/", then=ask_for_a_code, is_twin=True),
    "my page, refused": Example("my/", then=send_empty, is_twin=True),
    "the columns of a table": Example("desk/ledgers/new/", COORDINATOR, then=upload_table, is_twin=True),
    "glass, refused": Example("desk/glass/", COORDINATOR, then=send_empty, is_twin=True),
    "no such code": Example("c/H000000000/", status=404),
    "no such page": Example("nothing/here/", status=404),
    "an address behind a button": Example("my/code/", status=405),
    "a key file made": Example("desk/referral/key/", HOLDER, then=make_key_file, is_twin=True),
    "a note opened to write": Example("report-in/", then=send_no_contact, is_twin=True),
    "not allowed": Example("desk/texts/", PARTNER, status=403),
    "inbox of the coordinator": Example("desk/", COORDINATOR, is_twin=True),
    "inbox of a partner": Example("desk/", PARTNER, is_twin=True),
    "inbox of the leader": Example("desk/", LEADER, is_twin=True),
    "offers for staff": Example("desk/offers/", WORKER, is_twin=True),
    "station for its keeper": Example("places/central_station/", KEEPER),
    "another town": Example("/{language}/liuqiao/"),
}

# What is no page: it leads on, or it is a file, or it takes a tap.
NO_PAGES: dict[str, str] = {
    "open_demo": "leads on",
    "open_demo_door": "leads on",
    "open_desk": "leads on",
    "choose_desk": "leads on",
    "open_short": "leads on",
    "(no name)": "leads on",
    "open_code_box": "leads on",
    "open_code": "leads on",
    "open_link": "leads on",
    "find_case_at_desk": "leads on",
    "show_health": "a file",
    "places_geojson": "a file",
    "show_file": "a file",
    "show_small_file": "a file",
    "streets_geojson": "a file",
    "mfa_login_webauthn": "a file",
    "mfa_download_recovery_codes": "a file",
    "hand_out_note": "a file",
    "send_note": "a tap",
    "take_note_back": "a tap",
    "pick_up_note": "a tap",
    "issue_stickers": "a tap",
    "return_stickers": "a tap",
    "suggest_category": "a tap",
    "ask_for_code": "a tap",
    "map_ledger": "reached by an upload: see the states",
    "show_ledger": "leads on, or shows a load in the tests of the room",
    "load_ledger": "a tap",
    "stop_ledger": "a tap",
    "download_problems": "a file",
    "enter_code": "a tap",
    "erase_holding": "a tap",
    "erase_held": "a tap",
    "leave_my_page": "a tap",
    "download_my_page": "a file",
    "download_held": "a file",
    "ask_for_glass": "a tap",
    "break_glass": "a tap",
    "open_glass": "a tap",
    "tap_used": "a tap",
    "report_broken": "a tap",
    "report_queue": "a tap",
    "confirm_amenity": "a tap",
    "confirm_place": "a tap",
    "mark_fixed": "a tap",
    "pause_place": "a tap",
    "resume_place": "a tap",
    "remove_photo": "a tap",
    "act_for_them": "a tap",
    "add_words": "a tap",
    "ask_for_care": "a tap",
    "change_care_rhythm": "a tap",
    "confirm_care": "a tap",
    "correct_care": "a tap",
    "find_care_record": "leads on",
    "download_care_file": "a file",
    "keep_care_pair": "a tap",
    "look_up_care_phone": "a tap",
    "move_care_need": "a tap",
    "open_care_contact": "a tap",
    "open_care_need": "a tap",
    "print_care_slip": "a tap",
    "record_care_contact": "a tap",
    "withdraw_care": "a tap",
    "take_back_contact": "a tap",
    "leave_device": "a tap",
    "open_contact": "a tap",
    "erase_contact": "a tap",
    "confirm_case": "a tap",
    "reopen_case": "a tap",
    "let_seat_go": "a tap",
    "change_case": "a tap",
    "check_resource": "a tap",
    "withdraw_resource": "a tap",
}
