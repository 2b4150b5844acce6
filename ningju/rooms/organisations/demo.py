"""Which demo doors there are: one for each demo person's role."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ningju.ground.tenancy import in_community
from ningju.rooms.accounts.demo import door_path
from ningju.rooms.communities.models import Community
from ningju.rooms.organisations.models import Membership

ROLE_ORDER = {role: position for position, role in enumerate(Membership.Role.values)}

WHAT = {
    "keeper": _("Looks after a place: says what works there and what is broken."),
    "worker": _("Takes up what people say, and answers them."),
    "coordinator": _("Sees every matter, hands over, joins needs with offers."),
    "partner": _("Offers what an organisation can give; sees only what its own body handles."),
    "leader": _("Sees every matter, what is stuck and with whom; changes nothing."),
    "auditor": _("Checks what was done, and changes nothing."),
    "admin": _("Sets words, modules and roles."),
}


@dataclass(frozen=True, slots=True)
class DemoDoor:
    """One demo person (演示入口): who, in which role, where, and the door's address."""

    community: Community
    username: str
    nickname: str
    role: str
    path: str

    @property
    def role_words(self) -> str:
        """Name the role in the reader's language."""
        return str(Membership.Role(self.role).label)

    @property
    def what(self) -> str:
        """Say what the role does."""
        return str(WHAT[self.role])


def demo_doors() -> list[DemoDoor]:
    """Return every demo person's door, by community and role."""
    found = []
    for community in Community.objects.filter(is_demo=True).order_by("pk"):
        with in_community(community.pk):
            rows = Membership.objects.filter(user__is_demo=True).values_list(
                "user__username", "user__nickname", "role"
            )
            found += [
                DemoDoor(community, username, nickname, role, door_path(username))
                for username, nickname, role in sorted(rows, key=lambda row: (ROLE_ORDER[row[2]], row[0]))
            ]
    return found


def doors() -> list[tuple[str, str]]:
    """Return label and address of every demo door, for the terminal."""
    return [(f"{door.role} {door.community.slug}", door.path) for door in demo_doors()]
