"""What a pack says about the service centre and its sealed inbox, and what a reload leaves alone."""

from pathlib import Path

import pytest
from django.db import transaction

from ningju.ground.tenancy import in_community
from ningju.jobs.packs.contents import Pack
from ningju.jobs.packs.load import load_pack
from ningju.jobs.packs.problems import Problem
from ningju.kernel.text import Bilingual
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Organisation
from ningju.rooms.organisations.services import put_organisation
from ningju.rooms.referral.models import ReferralInbox
from ningju.rooms.referral.services import name_holder
from tests.jobs.packs.conftest import PACKS, Refusal
from tests.rooms.accounts.people import make_staff

TABLE = '\n[referral]\nplace = "{place}"\nphone = "{phone}"\nholder = "{holder}"\n'


def add_table(
    copy: Path, *, place: str = "bridge_house", phone: str = "12345", holder: str = "worker"
) -> None:
    """Add the table to the copied pack."""
    with (copy / "pack.toml").open("a", encoding="utf-8") as file:
        file.write(TABLE.format(place=place, phone=phone, holder=holder))


@pytest.mark.parametrize(
    ("wrong", "column"),
    [({"place": "nowhere"}, "referral.place"), ({"phone": ""}, "referral.phone"),
     ({"holder": "admin"}, "referral.holder"), ({"holder": "ghost"}, "referral.holder")],
)  # fmt: skip
def test_a_wrong_table_is_refused_and_says_where(
    copy: Path, problems: Refusal, wrong: dict[str, str], column: str
) -> None:
    add_table(copy, **wrong)

    found: tuple[Problem, ...] = problems()

    assert [problem.column for problem in found] == [column]
    assert found[0].line > 1


@pytest.mark.django_db
def test_the_demo_holder_is_named_and_a_reload_leaves_a_later_one_alone(copy: Path) -> None:
    add_table(copy)
    load_pack(copy)
    liuqiao = Community.objects.get(slug="liuqiao")
    with transaction.atomic(), in_community(liuqiao.pk):
        first = ReferralInbox.objects.select_related("holder").get()
        assert first.holder is not None
        assert first.holder.username == "worker-liuqiao"
        unit = put_organisation(slug="unit", kind="unit", name=Bilingual("管理办", "Office"))
        lan = make_staff("lan", "keeper", unit)
        name_holder(username="lan", by_name="admin")

    load_pack(copy)

    with in_community(liuqiao.pk):
        assert ReferralInbox.objects.get().holder_id == lan.pk


@pytest.mark.django_db
def test_c14_the_activity_group_has_a_page_marked_invented_and_no_members(huayang: Pack) -> None:
    load_pack(PACKS / "huayang")
    with in_community(Community.objects.get(slug="huayang").pk):
        group = Organisation.objects.get(slug="new_employment_group")

        assert group.is_invented
        assert not group.handles_cases
        columns = {field.name for field in Organisation._meta.get_fields()}
        assert not [name for name in columns if "member" in name]
        assert ReferralInbox.objects.get().centre is not None
