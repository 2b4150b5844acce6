"""Add a member of staff, take a role away, or let somebody begin anew."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from ningju.jobs.cli import CommandFailed
from ningju.jobs.django_setup import require_tables, start_django

ROLES = ("keeper", "worker", "coordinator", "partner", "leader", "auditor", "admin")
BY = "command line"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, with whom, where."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="add|remove|restart")
    for act, purpose in (
        ("add", "make an account with a role and print its one-time link"),
        ("remove", "take a role away"),
        ("restart", "forget a lost password or second factor and print a new one-time link"),
    ):
        command = acts.add_parser(act, help=purpose, description=purpose)
        command.add_argument("community", help="slug of the community")
        command.add_argument("username", help="sign-in name")
        if act != "restart":
            command.add_argument("role", choices=ROLES)
            command.add_argument("organisation", help="slug of the organisation")
        if act == "add":
            command.add_argument("--nickname", help="how others see the person (default: the sign-in name)")


def run(options: argparse.Namespace) -> None:
    """Do it and print what to hand on.

    Raises:
        CommandFailed: no such community, organisation or person, or a name that cannot be taken.
    """
    start_django()
    require_tables()
    with in_named_community(options.community):
        link = act(options)
    if link:
        print(f"一次性链接，三天有效 / one-time link, good for three days:\n  {link}")


def act(options: argparse.Namespace) -> str:
    """Change what was asked and return the one-time link, or nothing."""
    from ningju.rooms.accounts.models import User
    from ningju.rooms.organisations import services
    from ningju.rooms.organisations.access import access_organisation

    if options.act == "restart":
        return services.restart_sign_in(username=options.username, by_name=BY)
    organisation = access_organisation(options.organisation)
    if options.act == "add":
        link = services.add_staff(
            username=options.username,
            nickname=options.nickname or options.username,
            role=options.role,
            organisation=organisation,
            by_name=BY,
        )
        print(f"{options.username}：{options.role} · {organisation.slug}")
        return link
    user = User.objects.filter(username=options.username).first()
    if user is None:
        raise CommandFailed(f"没有叫“{options.username}”的账户 / nobody signs in as '{options.username}'")
    services.revoke_role(user=user, organisation=organisation, role=options.role, by_name=BY)
    print(f"{options.username}：已取消 / no longer {options.role} · {organisation.slug}")
    return ""


@contextmanager
def in_named_community(slug: str) -> Iterator[None]:
    """Run in a community; what a room refuses becomes one line.

    Raises:
        CommandFailed: there is no such community, or a room refuses.
    """
    from ningju.ground.tenancy import in_community
    from ningju.kernel.errors import NingjuError
    from ningju.rooms.communities.models import Community

    slugs = dict(Community.objects.values_list("slug", "pk"))
    if slug not in slugs:
        known = ", ".join(sorted(slugs)) or "–"
        raise CommandFailed(f"没有社区“{slug}”，有：{known} / no community '{slug}'; there are: {known}")
    try:
        with in_community(slugs[slug]):
            yield
    except NingjuError as error:
        raise CommandFailed(in_both_languages(error.message)) from None


def in_both_languages(message: object) -> str:
    """Return a translated message in Chinese and English, once if they are the same."""
    from django.utils import translation

    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(str(message))
    return " / ".join(dict.fromkeys(said))
