"""Make the first tables of the room."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import ningju.ground.models
import ningju.ground.tenancy
from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communities", "0001_initial"),
        ("organisations", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Opportunity",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                (
                    "effort",
                    models.CharField(
                        choices=[("5min", "Five minutes"), ("1h", "An hour"), ("halfday", "Half a day")],
                        max_length=8,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("hands_wanted", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Hands wanted"), ("done", "Done"), ("cancelled", "Called off")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("title_zh", models.CharField(max_length=120)),
                ("title_en", models.CharField(blank=True, default="", max_length=120)),
                ("text_zh", models.TextField(blank=True, default="")),
                ("text_en", models.TextField(blank=True, default="")),
                ("outcome_zh", models.CharField(blank=True, default="", max_length=400)),
                ("outcome_en", models.CharField(blank=True, default="", max_length=400)),
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
                    "host",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
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
        ),
        migrations.CreateModel(
            name="OpportunityEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("verb", models.CharField(max_length=20)),
                ("by_name", models.CharField(blank=True, max_length=80)),
                ("words", models.CharField(blank=True, max_length=400)),
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
                    "opportunity",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="volunteering.opportunity",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("nickname", models.CharField(max_length=20)),
                ("secret_digest", models.BinaryField(max_length=32)),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
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
                    "opportunity",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="volunteering.opportunity",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(fields=["community", "status", "starts_at"], name="opportunity_soonest"),
        ),
        migrations.AddConstraint(
            model_name="opportunity",
            constraint=models.UniqueConstraint(fields=("community", "slug"), name="opportunity_slug_once"),
        ),
        migrations.AddConstraint(
            model_name="opportunity",
            constraint=models.UniqueConstraint(
                fields=("community", "public_id"), name="opportunity_public_id_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="opportunity",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="opportunity_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="opportunity",
            constraint=models.CheckConstraint(
                condition=models.Q(("hands_wanted__gte", 1)), name="opportunity_wants_hands"
            ),
        ),
        migrations.AddIndex(
            model_name="opportunityevent",
            index=models.Index(fields=["community", "opportunity", "at"], name="opportunityevent_at"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("community", "opportunity", "number"), name="seat_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("community", "secret_digest"), name="seat_secret_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="seat_number_from_one"
            ),
        ),
        SecureTenantTables("volunteering", ["opportunity", "seat", "opportunityevent"]),
    ]
