"""A month of a neighbourhood, through its real pages, in which every sealed value is planted and known."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ningju.ground.public_post import new_form_key
from ningju.ground.tenancy import in_community
from ningju.kernel.clock import SHANGHAI
from ningju.rooms.care.models import CareRecord
from ningju.rooms.care.services import let_keep_register
from ningju.rooms.cases.links import secret_of
from ningju.rooms.cases.models import Case
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.services import send_due
from ningju.rooms.privacy.models import Glass
from ningju.rooms.privacy.services.erasing import erase_due
from ningju.rooms.privacy.services.heads import sign_head
from ningju.rooms.referral.services import name_holder, put_centre
from tests.rooms.accounts.people import make_staff, sign_in
from tests.rooms.cases.cases import make_category, make_unit
from tests.rooms.messages.test_push import AUTH, BROWSER_POINT
from tests.rooms.referral.sealing import HolderKey

BEGINS = datetime(2026, 11, 2, 10, tzinfo=SHANGHAI)
HOME = "/zh/huayang/"
OPEN_WORDS = "弄堂口第三盏路灯不亮了"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/d7Zk2planted0endpoint9Qx"

SEALED = {
    "phone left with a matter": "138 1720 4451",
    "when to call": "逢双日的傍晚六点一刻以后",
    "private words with a matter": "门铃坏了请敲窗玻璃三下",
    "e-mail by proxy": "shen.planted@example.org",
    "private words by proxy": "耳背要大声说两遍才听得见",
    "push endpoint": ENDPOINT,
    "push key": BROWSER_POINT,
    "push secret": AUTH,
    "care phone": "139 1655 2073",
    "care address": "华阳路七十七弄九号四零二室后门",
    "care words": "晚上睡不着想找人说说老电影",
    "care backup": "外甥女小顾 136 1234 8805",
    "care need": "阳台的晾衣架摇不下来了",
    "care phone by proxy": "137 6410 9932",
    "care words by proxy": "每周三去菜场想有人搭把手",
    "corrected phone": "135 2408 7716",
    "corrected address": "定西路一千三百弄二号五楼靠东",
    "referral contact": "158 0077 3314",
    "referral words": "夜班骑手想来中心坐坐聊两句",
    "unknown number asked for a code": "189 1833 6620",
    "number looked up at the desk": "177 2109 4458",
    "phone in a refused form": "133 9018 2247",
    "words in a refused form": "这句写在被退回的表里没存",
}
"""What is typed into a box that says "sealed", or passes through the server without being kept."""


class Month:
    """The cast, and what they do; ``secrets`` gathers what the service itself made and must not keep."""

    def __init__(self, town: Community, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.town, self.data, self.at = town, data, BEGINS
        self.secrets: dict[str, str] = {}
        monkeypatch.setattr(timezone, "now", lambda: self.at)
        with in_community(town.pk):
            self.unit = make_unit("office", "社区服务办公室", "Community Services Office")
            make_category(self.unit)
            make_category(self.unit, slug="lift", kind="need", name_zh="想要", keywords_zh=["想要"])
            let_keep_register(unit=self.unit, by_name="the test")
            roles = {"lin": "worker", "bao": "coordinator", "he": "leader", "mei": "keeper"}
            self.staff = {name: make_staff(name, role, self.unit) for name, role in roles.items()}
            put_centre(place=None, phone="021-1111 2222", by_name="the test")
            name_holder(username="mei", by_name="the test")

    def desk(self, name: str) -> Client:
        """Return the browser of a member of staff, freshly signed in."""
        return sign_in(Client(headers={"accept-language": "zh-CN"}), self.staff[name])

    def post(self, who: Client, path: str, *, status: int = 302, **told: Any) -> Any:
        """Send a form and want a status."""
        answer = who.post(HOME + path, {"form_key": new_form_key(), **told})
        assert answer.status_code == status, f"{path}: {answer.status_code} {answer.content.decode()[:3000]}"
        return answer

    def night(self, days: int = 1) -> None:
        """Let days pass; send what is due and keep the promises each night."""
        for _day in range(days):
            self.at += timedelta(days=1)
            send_due(community_id=self.town.pk)
            erase_due(community_id=self.town.pk, now=self.at)
            with in_community(self.town.pk):
                sign_head()

    def texts(self) -> list[dict[str, str]]:
        """Return what the demo's gateway for texts was given."""
        return [json.loads(line) for line in (self.data / "sms.log").read_text().splitlines()]

    def a_matter_with_a_number(self) -> None:
        """Somebody says something and leaves a number; staff call, and answer."""
        rider = Client()
        self.post(
            rider, "say/", words=OPEN_WORDS, category="loose-cover", where="长宁路", consent="on",
            address=SEALED["phone left with a matter"], call_when=SEALED["when to call"],
            private_words=SEALED["private words with a matter"],
        )  # fmt: skip
        self.refused_forms(rider)
        case, secret = self.newest_case()
        self.secrets["link of a matter"] = secret
        self.post(rider, f"k/{secret}/words/", words="补一句:第四盏也不亮")
        self.night()
        lin = self.desk("lin")
        opened = self.post(lin, f"desk/cases/{case.code}/contact/", status=200).content.decode()
        assert SEALED["private words with a matter"] in opened
        self.post(lin, f"desk/cases/{case.code}/claim/", version=self.newest_case()[0].version)
        case = self.newest_case()[0]
        self.post(lin, f"desk/cases/{case.code}/answer/", version=case.version, words="灯修好了,请看看。")
        self.night()
        assert any(text["to"] == "+8613817204451" for text in self.texts())

    def refused_forms(self, rider: Client) -> None:
        """Send what is refused: nothing of it may stay anywhere."""
        words = SEALED["words in a refused form"]
        phone = SEALED["phone in a refused form"]
        self.post(rider, "say/", status=422, words=OPEN_WORDS, category="loose-cover", where="长宁路",
                  address=phone, private_words=words)  # fmt: skip
        self.post(rider, "care/", status=422, phone=phone, words=words, nickname="无名")
        self.post(self.desk("lin"), "desk/care/new/", status=422, phone=phone, words=words)
        self.post(self.desk("lin"), "desk/say/", status=422, words="x", address=phone, private_words=words)

    def newest_case(self) -> tuple[Case, str]:
        """Return the case that was opened last, and the secret of its link."""
        with in_community(self.town.pk):
            case = Case.objects.latest("id")
        return case, secret_of(case.public_id)

    def a_matter_by_phone_and_a_device(self) -> None:
        """Staff write down a caller's matter with an e-mail; another asker lets the device be told."""
        self.post(
            self.desk("lin"), "desk/say/", words="楼道的扶手松了", category="loose-cover", where="三号楼",
            via="phone", language="zh", address=SEALED["e-mail by proxy"], consent="on",
            private_words=SEALED["private words by proxy"],
        )  # fmt: skip
        rider = Client()
        self.post(rider, "say/", words="想要一张长凳", category="lift")
        _case, secret = self.newest_case()
        subscription = {"endpoint": ENDPOINT, "keys": {"p256dh": BROWSER_POINT, "auth": AUTH}}
        self.post(rider, f"k/{secret}/device/", subscription=json.dumps(subscription), consent="on")

    def care(self) -> None:
        """Two people join the register, one by phone; one asks, corrects, is called; the file is read."""
        rider, lin = Client(), self.desk("lin")
        form: dict[str, Any] = {"rhythm": "quarterly", "unit": "office", "is_of_age": "on", "consent": "on"}
        answer = self.post(
            rider, "care/", nickname="阿顾", themes=["talk", "repairs"], way="visit", wants_reminder="on",
            phone=SEALED["care phone"], address=SEALED["care address"], words=SEALED["care words"],
            backup=SEALED["care backup"], **form,
        )  # fmt: skip
        secret = answer["Location"].split("/")[-2]
        self.secrets["link of a care record"] = secret
        self.post(rider, f"care/my/{secret}/help/", theme="repairs", words=SEALED["care need"])
        self.post(
            lin, "desk/care/new/", nickname="阿丁", themes=["errands"], way="phone", via="phone",
            phone=SEALED["care phone by proxy"], words=SEALED["care words by proxy"], **form,
        )  # fmt: skip
        with in_community(self.town.pk):
            record = CareRecord.objects.get(nickname="阿顾")
            need = record.needs.get()
        self.night(8)
        lin = self.desk("lin")
        page = self.post(lin, f"desk/care/{record.code}/open/", status=200).content.decode()
        assert SEALED["care address"] in page
        self.post(lin, f"desk/care/{record.code}/open/", status=200, backup="1")
        assert (
            SEALED["care need"]
            in self.post(lin, f"desk/care/needs/{need.public_id}/open/", status=200).content.decode()
        )
        self.post(lin, f"desk/care/{record.code}/contacted/", outcome="reached", note="下周带扳手来")
        self.post(lin, "desk/care/phone/", status=404, phone=SEALED["number looked up at the desk"])
        self.post(lin, "desk/care/phone/", phone=SEALED["care phone"])
        self.post(
            rider, f"care/my/{secret}/correct/", nickname="阿顾", themes=["talk"], way="visit",
            phone=SEALED["corrected phone"], address=SEALED["corrected address"],
            words=SEALED["care words"], backup=SEALED["care backup"],
        )  # fmt: skip
        assert SEALED["corrected address"] in rider.get(f"{HOME}care/my/{secret}/file.json").content.decode()

    def my_page(self) -> None:
        """Somebody proves a number and reads, another asks under a number that nobody left."""
        rider, phone = Client(), SEALED["care phone by proxy"]
        self.post(Client(), "my/code/", status=200, phone=SEALED["unknown number asked for a code"])
        page = self.post(rider, "my/code/", status=200, phone=phone).content.decode()
        asked = re.search(r'name="asked" value="([^"]+)"', page)
        assert asked is not None
        before = len(self.texts())
        send_due(community_id=self.town.pk)
        [text] = self.texts()[before:]
        code = re.search(r"\d{6}", text["text"])
        assert code is not None
        self.secrets["code for my page"] = code[0]
        self.post(rider, "my/enter/", asked=asked[1], code=code[0])
        assert "阿丁" in rider.get(f"{HOME}my/").content.decode()
        rider.get(f"{HOME}my/file/html/")

    def glass(self) -> None:
        """A life seems in danger: one asks, another agrees, the first reads."""
        with in_community(self.town.pk):
            code = CareRecord.objects.get(nickname="阿丁").code
        he = self.desk("he")
        self.post(he, "desk/glass/ask/", code=code, reason="敲门没有人应,屋里有煤气味")
        with in_community(self.town.pk):
            glass = Glass.objects.get()
        self.post(self.desk("bao"), f"desk/glass/{glass.public_id}/agree/")
        opened = self.post(he, f"desk/glass/{glass.public_id}/open/", status=200).content.decode()
        assert SEALED["care words by proxy"] in opened

    def referral(self) -> None:
        """A sealed note is sent and waits."""
        key, mei, rider = HolderKey.make(), self.desk("mei"), Client()
        self.post(mei, "desk/referral/key/", x=key.x, y=key.y)
        note = key.seal(SEALED["referral contact"], SEALED["referral words"])
        answer = self.post(rider, "report-in/notes/", status=201, key_id=key.key_id, sealed=note)
        self.secrets["link of a note"] = answer.json()["link"].split("/")[-2]
        assert mei.get(f"{HOME}desk/referral/next/").json()["sealed"] == note

    def wrong_turns(self) -> None:
        """Somebody asks for people by what is never stored, and with links that open nothing."""
        assert Client().get(f"{HOME}?ethnicity=x").status_code == 400
        assert Client().get(f"{HOME}care/my/{self.secrets['link of a care record']}x/").status_code == 404

    def live(self) -> None:
        """Do everything that people and staff do."""
        self.a_matter_with_a_number()
        self.a_matter_by_phone_and_a_device()
        self.care()
        self.my_page()
        self.glass()
        self.referral()
        self.wrong_turns()

    def grow_old(self) -> None:
        """Let the rest of the month pass."""
        self.night(16)
        assert self.at - BEGINS >= timedelta(days=26)
