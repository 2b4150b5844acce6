"""Make the first tables of the room."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import ningju.ground.tenancy
from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Community",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=40, unique=True)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("home_since_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "modules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("figures", models.JSONField(blank=True, default=list)),
                (
                    "weather",
                    models.CharField(
                        blank=True,
                        choices=[("heat", "Great heat"), ("rain", "Heavy rain"), ("cold", "Bitter cold")],
                        max_length=8,
                    ),
                ),
                ("weather_until_at", models.DateTimeField(blank=True, null=True)),
                ("is_demo", models.BooleanField(default=False)),
                ("anchored_at", models.DateTimeField(blank=True, null=True)),
                ("centre_lat_deg", models.FloatField(default=0)),
                ("centre_lon_deg", models.FloatField(default=0)),
                ("content_version", models.BigIntegerField(default=0)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, default="", max_length=80)),
                ("short_name_zh", models.CharField(max_length=40)),
                ("short_name_en", models.CharField(blank=True, default="", max_length=40)),
                ("city_zh", models.CharField(blank=True, default="", max_length=40)),
                ("city_en", models.CharField(blank=True, default="", max_length=40)),
                ("programme_zh", models.CharField(max_length=80)),
                ("programme_en", models.CharField(blank=True, default="", max_length=80)),
                ("birthplace_zh", models.CharField(blank=True, default="", max_length=400)),
                ("birthplace_en", models.CharField(blank=True, default="", max_length=400)),
                ("motto_zh", models.CharField(blank=True, default="", max_length=120)),
                ("motto_en", models.CharField(blank=True, default="", max_length=120)),
                ("slogan_zh", models.CharField(blank=True, default="", max_length=120)),
                ("slogan_en", models.CharField(blank=True, default="", max_length=120)),
                ("about_zh", models.TextField(blank=True, default="")),
                ("about_en", models.TextField(blank=True, default="")),
                ("provenance_zh", models.TextField(blank=True, default="")),
                ("provenance_en", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("code", "Code"), ("secret", "Secret"), ("short", "Short")], max_length=8
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("slug", models.SlugField(db_index=False, max_length=40)),
                ("colour", models.CharField(max_length=7)),
                ("outline", models.JSONField(default=list)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, default="", max_length=80)),
                ("theme_zh", models.CharField(blank=True, default="", max_length=200)),
                ("theme_en", models.CharField(blank=True, default="", max_length=200)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "slug"), name="block_slug_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SettingChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_name", models.CharField(max_length=80)),
                ("field", models.CharField(max_length=60)),
                ("former", models.TextField(blank=True)),
                ("present", models.TextField(blank=True)),
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
            ],
            options={
                "indexes": [models.Index(fields=["community", "at"], name="settingchange_at")],
            },
        ),
        migrations.CreateModel(
            name="StreetLine",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("width", models.FloatField(default=3)),
                ("shape", models.JSONField()),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name_zh", models.CharField(blank=True, default="", max_length=80)),
                ("name_en", models.CharField(blank=True, default="", max_length=80)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "position"), name="streetline_position_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TimelineItem",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                ("happened_on", models.DateField()),
                ("precision", models.CharField(default="day", max_length=5)),
                ("link", models.URLField(blank=True)),
                ("title_zh", models.CharField(max_length=200)),
                ("title_en", models.CharField(blank=True, default="", max_length=200)),
                ("text_zh", models.TextField(blank=True, default="")),
                ("text_en", models.TextField(blank=True, default="")),
                ("source_zh", models.CharField(blank=True, default="", max_length=200)),
                ("source_en", models.CharField(blank=True, default="", max_length=200)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "slug"), name="timelineitem_slug_once")
                ],
            },
        ),
        SecureTenantTables("communities", ["block", "streetline", "timelineitem", "settingchange"]),
    ]
