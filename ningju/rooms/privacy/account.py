"""What an account holds about the person who signs in with it."""

from functools import partial

from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ningju.ground.links import page_language
from ningju.rooms.accounts.models import User
from ningju.rooms.accounts.services import erase_account
from ningju.rooms.organisations.models import Membership, MembershipChange
from ningju.rooms.privacy.holdings import Erasure, Holding, Words


def holding_of_account(user: User) -> Holding:
    """Return everything that stands under an account in this community.

    Whoever still has a role anywhere is first let go by an administrator: the work they answer
    for must not be left with nobody.
    """
    can_go = not user.desks and not user.is_demo
    return Holding(
        key="account",
        kind=gettext_lazy("Your account"),
        name=user.username,
        facts=(*account_facts(user), *role_facts(user)),
        life=gettext_lazy("12 months without a sign-in; while you have a role, as long as you have it"),
        erase=Erasure(partial(erase_account, user=user)) if can_go else None,
    )


def account_facts(user: User) -> tuple[tuple[Words, Words], ...]:
    """Return what the account itself holds."""
    second = Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True)
    return (
        (gettext_lazy("Name to sign in with"), user.username),
        (gettext_lazy("How others see you"), user.nickname),
        (gettext_lazy("Made"), day_of(user.joined_at)),
        (gettext_lazy("Last sign-in"), day_of(user.last_login) if user.last_login else "–"),
        (gettext_lazy("Second factors"), ", ".join(sorted(second)) or "–"),
    )


def role_facts(user: User) -> list[tuple[Words, Words]]:
    """Return the roles held here, and who gave or took which."""
    held = Membership.objects.filter(user=user).select_related("organisation").order_by("since_at")
    changes = MembershipChange.objects.filter(user=user).select_related("organisation").order_by("at", "id")
    language = page_language()

    def named(row: Membership | MembershipChange) -> str:
        body = row.organisation.name.read(language)[0] if row.organisation else ""
        return f"{row.get_role_display()} · {body}" if row.role else body

    acts = {"granted": _("given"), "revoked": _("taken"), "started_over": _("sign-in begun anew")}
    return [
        *((gettext_lazy("Role"), named(row)) for row in held),
        *(
            (
                gettext_lazy("History of roles"),
                f"{day_of(row.at)} · {acts[row.act]} · {named(row)} · {row.by_name}",
            )
            for row in changes
        ),
    ]


def day_of(moment: object) -> str:
    """Return a day in the page's language."""
    return date_format(timezone.localtime(moment), _("j M Y, H:i"))  # type: ignore[arg-type]
