"""Every address of the desk is closed to somebody who has not signed in, whatever it is asked."""

import re
import uuid

import pytest
from django.test import Client

from ningju.kernel.codes import make_code
from ningju.rooms.communities.models import Community
from tests.architecture.test_house import written

SAMPLES = {"language": "zh", "community": "huayang", "code": make_code("H"), "public_id": str(uuid.uuid4())}
DESK = [line.partition(" ")[0] for line in written("public_routes.txt") if "/<slug:community>/desk/" in line]


def filled(address: str) -> str:
    """Put something likely into the gaps of an address."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: SAMPLES.get(gap[1], "claim"), address)


@pytest.mark.django_db
@pytest.mark.parametrize("address", DESK)
@pytest.mark.parametrize("act", ["get", "post"])
def test_a_stranger_is_sent_away_from_the_desk(
    community: Community, rider: Client, address: str, act: str
) -> None:
    answer = getattr(rider, act)(filled(address))

    assert answer.status_code in {302, 403, 404, 405}
    if answer.status_code == 302:
        assert "/account/login/" in answer["Location"]


def test_there_are_addresses_to_try() -> None:
    assert len(DESK) > 10
