"""A task of a pack is entered once and corrected later, each time with a line of history."""

from datetime import timedelta

from ningju.ground.tenancy import in_community
from ningju.rooms.communities.models import Community
from ningju.rooms.volunteering.models import Opportunity, OpportunityEvent
from ningju.rooms.volunteering.services import put_opportunity


def put_again(task: Opportunity, *, hands_wanted: int) -> Opportunity:
    return put_opportunity(
        slug=task.slug,
        title=task.title,
        text=task.text,
        effort=task.effort,
        place=task.place,
        host=task.host,
        starts_at=task.starts_at,
        ends_at=task.starts_at + timedelta(hours=1),
        hands_wanted=hands_wanted,
    )


def test_the_same_task_twice_changes_nothing(sweep: Opportunity, community: Community) -> None:
    version = Community.objects.get(pk=community.pk).content_version

    again = put_again(sweep, hands_wanted=2)

    assert again.pk == sweep.pk
    assert OpportunityEvent.objects.count() == 1
    assert Community.objects.get(pk=community.pk).content_version == version


def test_a_corrected_task_says_what_was_corrected(sweep: Opportunity) -> None:
    put_again(sweep, hands_wanted=4)

    assert Opportunity.objects.get().hands_wanted == 4
    assert OpportunityEvent.objects.latest("id").words == "hands_wanted"


def test_another_community_sees_no_task(sweep: Opportunity, other_community: Community) -> None:
    with in_community(other_community.pk):
        assert not Opportunity.objects.exists()
