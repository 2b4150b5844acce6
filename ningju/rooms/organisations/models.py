"""Organisations and memberships."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ningju.ground.models import TenantForeignKey, TenantModel, bilingual
from ningju.kernel.text import Bilingual


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations of the community."""

    def units(self) -> Self:
        """Keep the bodies that handle cases."""
        return self.filter(handles_cases=True)


class Organisation(TenantModel):
    """A body that hosts, partners or handles cases (组织). It has no list of members."""

    class Kind(models.TextChoices):
        """What it is here."""

        UNIT = "unit", _("A unit that answers")
        PARTNER = "partner", _("A partner")
        PLATFORM = "platform", _("A delivery platform")
        HOST = "host", _("A host")
        COMMITTEE = "committee", _("A committee")

    slug = models.SlugField(max_length=60, db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    name: Bilingual = bilingual(120)
    description: Bilingual = bilingual(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    handles_cases = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        """One slug a community."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "slug"], name="organisation_slug_once"),
        ]

    def __str__(self) -> str:
        """Name the organisation."""
        return self.slug


class Membership(TenantModel):
    """A staff role (岗位) that a person who signs in holds for an organisation here."""

    class Role(models.TextChoices):
        """What the person does."""

        KEEPER = "keeper", _("Keeper of a place")
        WORKER = "worker", _("Community worker")
        COORDINATOR = "coordinator", _("Coordinator")
        PARTNER = "partner", _("Partner of the neighbourhood")
        LEADER = "leader", _("Leader")
        AUDITOR = "auditor", _("Auditor")
        ADMIN = "admin", _("Administrator")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    organisation = TenantForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role)
    since_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One role once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "user", "organisation", "role"], name="membership_once"
            ),
        ]


class MembershipChange(TenantModel):
    """One line of the history of roles (岗位变更): who gave or took which role, and when."""

    class Act(models.TextChoices):
        """What was done."""

        GRANTED = "granted"
        REVOKED = "revoked"
        STARTED_OVER = "started_over"

    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=80)
    act = models.CharField(max_length=12, choices=Act)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    organisation = TenantForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", null=True, blank=True
    )
    role = models.CharField(max_length=12, choices=Membership.Role, blank=True)

    class Meta:
        """Found by date."""

        indexes: ClassVar = [models.Index(fields=["community", "at"], name="membershipchange_at")]
