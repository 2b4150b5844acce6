"""Make the first tables of the room."""

import django.db.models.deletion
from django.db import migrations, models

import ningju.ground.models
import ningju.ground.tenancy
from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("communities", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("is_danger", models.BooleanField(default=False)),
                (
                    "case",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        default=ningju.ground.tenancy.current_community_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
                (
                    "place",
                    ningju.ground.models.TenantForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "place"], name="issue_place")],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "case"), name="issue_case_once")
                ],
            },
        ),
        SecureTenantTables("issues", ["issue"]),
    ]
