"""A guide to the town: example arguments for every page, and a session for everybody who may open it."""

import base64
import hmac
import re
import struct
import subprocess
import sys
import time
from functools import cached_property
from typing import Any

from playwright.sync_api import APIRequestContext

from tests.browser.town import Town
from tests.browser.visits import OpenVisit, Visit
from tests.database import ROOT
from tests.rooms.referral.sealing import HolderKey

PASSWORD = "four quiet lanterns by the river"
NEWCOMERS = ("newcomer", "helper", "invited")
ADD_STAFF = (
    "from ningju.jobs.cli import main\n"
    f"for name in {NEWCOMERS}: main(['staff', 'add', 'huayang', name, 'worker', 'operations'])"
)
CARE = {
    "nickname": "阿婆", "themes": "talk", "words": "晚上一个人", "way": "phone", "phone": "13900001234",
    "rhythm": "quarterly", "unit": "community_office", "is_of_age": "on", "consent": "on",
}  # fmt: skip
Session = Any
Form = dict[str, str | float | bool]


class Guide:
    """Knows the way: addresses that hold something, and sessions of demo people and of newcomers."""

    def __init__(self, town: Town, visit: OpenVisit) -> None:
        """Begin without any session."""
        self.town, self.visit = town, visit
        self._sessions: dict[str, Session] = {}

    def session(self, username: str) -> Session:
        """Return the cookies of a demo person, or of one of the two newcomers with a password."""
        if username in NEWCOMERS:
            return self.newcomers[username]
        if username and username not in self._sessions:
            with self.visit() as somebody:
                somebody.enter(username)
                self._sessions[username] = somebody.context.storage_state()
        return self._sessions.get(username)

    def __getitem__(self, name: str) -> str:
        """Return an example argument for a path."""
        if name == "invited":
            return self.links["invited"]
        if name == "note":
            return self.send_note()
        if name == "passkey":
            with self.visit(storage_state=self.session("helper")) as helper:
                keys = helper.context.request.get(f"{self.town.origin}/en/account/second-factor/passkeys/")
                return found(r"/second-factor/passkeys/(\d+)/", keys.text())
        return self.values[name]

    @cached_property
    def values(self) -> dict[str, str]:
        """Say a need, take a seat and join the care register as a rider; read the rest from pages."""
        with self.visit() as rider:
            send = rider.context.request
            told = {"words": "想借把雨伞", "category": "rooms_and_goods", "where": "昭化路"}
            link, page = post(send, self.town.origin + "/zh/huayang/say/", told)
            code = found(r'class="code"[^>]*>([^<]+)<', page).replace("-", "")
            hands = send.get(self.town.origin + "/zh/huayang/hands/").text()
            hand = found(r"/hands/([0-9a-f-]{36})/", hands)
            seat, _page = post(
                send,
                f"{self.town.origin}/zh/huayang/hands/{hand}/",
                {"nickname": "小雨", "is_old_enough": "on"},
            )
            care, own = post(send, self.town.origin + "/zh/huayang/care/", CARE)
        return {
            "care": found(r"/care/my/([^/]+)/", care),
            "care_code": found(r'class="code"[^>]*>([^<]+)<', own).replace("-", ""),
            "secret": found(r"/k/([^/]+)/", link),
            "code": code,
            "hand": hand,
            "seat": found(r"/seats/([^/]+)/", seat),
            "pairing": self.find_pairing(),
        }

    def send_note(self) -> str:
        """Send a fresh sealed note and return its link's secret; the inbox gets a key if it has none."""
        address = self.town.origin + "/zh/huayang/report-in/"
        some = HolderKey.make()
        with self.visit() as rider:
            send = rider.context.request
            if "data-key-id" not in send.get(address).text():
                self.make_inbox_key(some)
            page = send.get(address).text()
            told: Form = {
                "form_key": found(r'data-form-key="([^"]+)"', page),
                "key_id": found(r'data-key-id="([^"]+)"', page),
                "sealed": some.seal("12345"),
            }
            answer = send.post(f"{address}notes/", form=told)
            return found(r"/notes/([^/]+)/", str(answer.json()["link"]))

    def make_inbox_key(self, key: HolderKey) -> None:
        """Give the inbox a key, as its holder's page does."""
        address = self.town.origin + "/zh/huayang/desk/referral/key/"
        with self.visit(storage_state=self.session("inbox-huayang")) as holder:
            send = holder.context.request
            token = found(r'name="csrfmiddlewaretoken" value="([^"]+)"', send.get(address).text())
            told: Form = {"csrfmiddlewaretoken": token, "x": key.x, "y": key.y, "gives_up": "on"}
            assert send.post(address, form=told).status == 200

    def find_pairing(self) -> str:
        """Return a match that the demo pack made and that can be undone."""
        with self.visit(storage_state=self.session("coordinator-huayang")) as worker:
            read = worker.context.request.get
            offers = read(self.town.origin + "/zh/huayang/desk/offers/").text()
            for code in re.findall(r'class="code inline">([^<]+)<', offers):
                plain = code.replace("-", "")
                case = read(f"{self.town.origin}/zh/huayang/desk/cases/{plain}/").text()
                if "/desk/pairings/" in case:
                    return found(r"/desk/pairings/([0-9a-f-]{36})/", case)
        raise AssertionError("the demo pack joined no need with an offer")

    @cached_property
    def links(self) -> dict[str, str]:
        """Return the one-time links of three new members of staff."""
        done = subprocess.run(
            [sys.executable, "-c", ADD_STAFF],
            env=self.town.household.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        paths = re.findall(r"/account/welcome/([a-z]+)/\S+", done.stdout)
        whole = re.findall(r"(/account/welcome/\S+)", done.stdout)
        return dict(zip(paths, whole, strict=True))

    @cached_property
    def newcomers(self) -> dict[str, Session]:
        """Return the sessions of a newcomer with only a password, and of a helper with everything."""
        sessions = {}
        for name in ("newcomer", "helper"):
            with self.visit("en", "desktop") as somebody:
                choose_password(somebody, self.links[name])
                if name == "helper":
                    add_app(somebody)
                    add_passkey(somebody)
                sessions[name] = somebody.context.storage_state()
        return sessions


def post(send: APIRequestContext, address: str, told: dict[str, str]) -> tuple[str, str]:
    """Send a public form of a page; return where it led and what stands there."""
    page = send.get(address).text()
    key = found(r'name="form_key" value="([^"]+)"', page)
    answer = send.post(address, form={**told, "form_key": key})
    assert answer.status == 200, answer.text()
    return answer.url, answer.text()


def found(pattern: str, text: str) -> str:
    """Return the first match, which must be there."""
    match = re.search(pattern, text)
    assert match is not None, f"{pattern!r} is not in {text[:2000]!r}"
    return match[1]


def choose_password(somebody: Visit, link: str) -> None:
    """Take a one-time link and choose a password."""
    page = somebody.go(f"/en{link}")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/second-factor/**")


def add_app(somebody: Visit) -> None:
    """Add an authenticator app with the key that the page shows."""
    page = somebody.go("/en/account/second-factor/app/")
    page.get_by_role("textbox").fill(six_digits(page.locator(".key").inner_text()))
    page.get_by_role("button", name="Add the app").click()
    page.wait_for_url(re.compile("/(desk|codes|second-factor)/[^a]*$"))


def add_passkey(somebody: Visit) -> None:
    """Add a passkey, made by a device that the browser only plays."""
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    more = {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    wire = somebody.context.new_cdp_session(somebody.page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": device | more})
    page = somebody.go("/en/account/second-factor/passkeys/add/")
    page.get_by_role("textbox").fill("phone")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url(re.compile("second-factor/(?!passkeys/add)"))


def six_digits(key: str) -> str:
    """Return the code of an authenticator app just now (RFC 6238)."""
    moment = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(key + "=" * (-len(key) % 8)), moment, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
