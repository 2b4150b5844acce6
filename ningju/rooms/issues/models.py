"""What is dangerous or broken in the street."""

from typing import ClassVar

from django.db import models

from ningju.ground.models import TenantForeignKey, TenantModel


class Issue(TenantModel):
    """One hazard or incident that somebody reported (传声); an Open311 "service request".

    State, clock, words and answers are its case's; here stands what only an issue has.
    """

    case = TenantForeignKey("cases.Case", models.CASCADE, related_name="+")
    place = TenantForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    is_danger = models.BooleanField(default=False)

    class Meta:
        """One issue a case."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "case"], name="issue_case_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["community", "place"], name="issue_place"),
        ]
