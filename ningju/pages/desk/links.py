"""Links to the desk that leave the house."""

from ningju.ground.links import there
from ningju.ground.tenancy import current_community_id
from ningju.rooms.communities.models import Community


def desk_path(code: str) -> str:
    """Return the path of a case at the desk of the community that is set."""
    slug = Community.objects.values_list("slug", flat=True).get(pk=current_community_id())
    return there(slug, "show_case_at_desk", language="zh", code=code)
