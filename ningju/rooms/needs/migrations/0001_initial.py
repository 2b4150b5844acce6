"""Make needs, resources and what joins them."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import ningju.ground.models
import ningju.ground.tenancy
from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("communities", "0001_initial"),
        ("organisations", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
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
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("slug", models.SlugField(blank=True, db_index=False, max_length=60)),
                ("capacity", models.PositiveIntegerField()),
                ("taken", models.PositiveIntegerField(default=0)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("offered", "Offered, not checked yet"),
                            ("available", "Available"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="offered",
                        max_length=10,
                    ),
                ),
                ("offered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("title_zh", models.CharField(max_length=120)),
                ("title_en", models.CharField(blank=True, default="", max_length=120)),
                ("when_zh", models.CharField(blank=True, default="", max_length=120)),
                ("when_en", models.CharField(blank=True, default="", max_length=120)),
                ("conditions_zh", models.CharField(blank=True, default="", max_length=400)),
                ("conditions_en", models.CharField(blank=True, default="", max_length=400)),
                (
                    "category",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.category"
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
                    "organisation",
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
            name="Pairing",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("units", models.PositiveIntegerField(default=1)),
                ("reason", models.CharField(max_length=400)),
                ("by_name", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[("joined", "Joined"), ("undone", "Undone")], default="joined", max_length=8
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "need",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pairings", to="needs.need"
                    ),
                ),
                (
                    "resource",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="needs.resource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ResourceEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "resource",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="needs.resource",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="need",
            index=models.Index(fields=["community", "place"], name="need_place"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.UniqueConstraint(fields=("community", "case"), name="need_case_once"),
        ),
        migrations.AddIndex(
            model_name="resource",
            index=models.Index(fields=["community", "category", "status"], name="resource_category"),
        ),
        migrations.AddIndex(
            model_name="resource",
            index=models.Index(fields=["community", "organisation"], name="resource_organisation"),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                fields=("community", "public_id"), name="resource_public_id_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                condition=models.Q(("slug", ""), _negated=True),
                fields=("community", "slug"),
                name="resource_slug_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__gte", 1)), name="resource_has_capacity"
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken__lte", models.F("capacity"))), name="resource_not_overdrawn"
            ),
        ),
        migrations.AddIndex(
            model_name="pairing",
            index=models.Index(fields=["community", "resource"], name="pairing_resource"),
        ),
        migrations.AddIndex(
            model_name="pairing",
            index=models.Index(fields=["community", "need"], name="pairing_need"),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.UniqueConstraint(
                fields=("community", "public_id"), name="pairing_public_id_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "joined")),
                fields=("community", "need", "resource"),
                name="pairing_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="pairing_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(("units__gte", 1)), name="pairing_has_units"
            ),
        ),
        migrations.AddIndex(
            model_name="resourceevent",
            index=models.Index(fields=["community", "resource", "at"], name="resourceevent_at"),
        ),
        SecureTenantTables("needs", ["need", "resource", "pairing", "resourceevent"]),
    ]
