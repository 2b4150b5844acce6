"""Make places, what is in them, and what happened to them."""

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
    ]

    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("station", "Station"),
                            ("service_site", "Service site"),
                            ("lunch_point", "Lunch point"),
                            ("counter", "Counter"),
                            ("building", "Building"),
                            ("dispatch_site", "Dispatch site"),
                            ("crowd_spot", "Crowd spot"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central", "Central station"),
                            ("hub", "Hub station"),
                            ("grid", "Grid station"),
                            ("micro", "Micro stop"),
                        ],
                        max_length=8,
                    ),
                ),
                ("name_pinyin", models.CharField(max_length=240)),
                ("lat_deg", models.FloatField()),
                ("lon_deg", models.FloatField()),
                ("stand_up", models.TimeField(blank=True, null=True)),
                ("price_low_fen", models.PositiveIntegerField(blank=True, null=True)),
                ("price_high_fen", models.PositiveIntegerField(blank=True, null=True)),
                ("rider_price_fen", models.PositiveIntegerField(blank=True, null=True)),
                ("is_model", models.BooleanField(default=False)),
                ("hours", models.JSONField(blank=True, default=dict)),
                ("short", models.CharField(max_length=12)),
                (
                    "provenance",
                    models.CharField(
                        choices=[
                            ("source", "Named in the newspaper; details are demo"),
                            ("not_in_source", "A real public place, not in the newspaper"),
                            ("invented", "Invented for the demo"),
                        ],
                        default="source",
                        max_length=16,
                    ),
                ),
                ("is_paused", models.BooleanField(default=False)),
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, default="", max_length=80)),
                ("address_zh", models.CharField(blank=True, default="", max_length=200)),
                ("address_en", models.CharField(blank=True, default="", max_length=200)),
                ("note_zh", models.CharField(blank=True, default="", max_length=400)),
                ("note_en", models.CharField(blank=True, default="", max_length=400)),
                ("outside_reason_zh", models.CharField(blank=True, default="", max_length=200)),
                ("outside_reason_en", models.CharField(blank=True, default="", max_length=200)),
                (
                    "block",
                    ningju.ground.models.TenantForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="communities.block",
                    ),
                ),
                (
                    "brand",
                    ningju.ground.models.TenantForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
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
                    "host",
                    ningju.ground.models.TenantForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "parent",
                    ningju.ground.models.TenantForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                ("link", models.URLField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name_zh", models.CharField(max_length=120)),
                ("name_en", models.CharField(blank=True, default="", max_length=120)),
                ("papers_zh", models.CharField(blank=True, default="", max_length=600)),
                ("papers_en", models.CharField(blank=True, default="", max_length=600)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="matters", to="places.place"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Amenity",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("count", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("ok", "works"), ("broken", "broken"), ("removed", "taken away")],
                        default="ok",
                        max_length=8,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("reported_broken_at", models.DateTimeField(blank=True, null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("note_zh", models.CharField(blank=True, default="", max_length=200)),
                ("note_en", models.CharField(blank=True, default="", max_length=200)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amenities",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlaceEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(blank=True, max_length=80)),
                ("act", models.CharField(max_length=24)),
                ("amenity_kind", models.CharField(blank=True, max_length=16)),
                ("former", models.CharField(blank=True, max_length=200)),
                ("present", models.CharField(blank=True, max_length=200)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="places.place"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UsageCount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("hour_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField(default=0)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="places.place"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WaitReport",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("count", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="waits", to="places.place"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["community", "kind", "name_pinyin"], name="place_by_kind"),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["community", "host"], name="place_by_host"),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["community", "parent"], name="place_by_parent"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(fields=("community", "slug"), name="place_slug_once"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(fields=("community", "short"), name="place_short_once"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "station"), ("level", ""), _connector="XOR"),
                name="place_level_of_stations",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("lat_deg__range", (-90, 90)), ("lon_deg__range", (-180, 180))),
                name="place_is_on_earth",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.UniqueConstraint(fields=("community", "place", "slug"), name="matter_once"),
        ),
        migrations.AddIndex(
            model_name="amenity",
            index=models.Index(fields=["community", "status"], name="amenity_by_status"),
        ),
        migrations.AddConstraint(
            model_name="amenity",
            constraint=models.UniqueConstraint(fields=("community", "place", "kind"), name="amenity_once"),
        ),
        migrations.AddIndex(
            model_name="placeevent",
            index=models.Index(fields=["community", "place", "at"], name="placeevent_of_place"),
        ),
        migrations.AddConstraint(
            model_name="usagecount",
            constraint=models.UniqueConstraint(
                fields=("community", "place", "hour_at"), name="usagecount_once"
            ),
        ),
        migrations.AddIndex(
            model_name="waitreport",
            index=models.Index(fields=["community", "place", "-at"], name="waitreport_newest"),
        ),
        SecureTenantTables(
            "places", ["place", "amenity", "matter", "usagecount", "waitreport", "placeevent"]
        ),
    ]
