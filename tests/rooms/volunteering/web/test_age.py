"""Who is under age gives a hand with a grown-up's yes; nothing about age is kept."""

import pytest
from django.test import Client

from ningju.ground.public_post import new_form_key
from ningju.rooms.volunteering.models import Opportunity, Seat


@pytest.mark.parametrize("told", [{}, {"is_old_enough": ""}, {"is_old_enough": "false"}])
def test_p25_without_the_tick_no_seat_is_taken_and_the_page_says_what_to_do(
    rider: Client, sweep: Opportunity, told: dict[str, str]
) -> None:
    form = {"form_key": new_form_key(), "nickname": "小李", **told}

    answer = rider.post(f"/zh/huayang/hands/{sweep.public_id}/", form)

    assert answer.status_code == 422
    assert Seat.objects.count() == 0
    page = answer.content.decode()
    assert "不满 14 岁" in page
    assert 'value="小李"' in page


def test_p25_the_tick_is_never_there_beforehand_and_nothing_about_age_is_kept(
    rider: Client, sweep: Opportunity
) -> None:
    page = rider.get(f"/zh/huayang/hands/{sweep.public_id}/").content.decode()

    assert 'name="is_old_enough"' in page
    assert "checked" not in page
    columns = {field.name for field in Seat._meta.local_fields}
    assert columns == {"id", "community", "opportunity", "number", "nickname", "secret_digest", "taken_at"}
