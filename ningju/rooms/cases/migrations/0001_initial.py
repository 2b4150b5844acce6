"""Make categories, cases, their history and their links."""

import datetime
import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import ningju.ground.models
import ningju.ground.tenancy
from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communities", "0001_initial"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                ("kind", models.CharField(max_length=12)),
                (
                    "keywords_zh",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "keywords_en",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("is_danger", models.BooleanField(default=False)),
                ("emergency_number", models.CharField(blank=True, max_length=20)),
                (
                    "clock",
                    models.CharField(
                        choices=[("working", "working"), ("every_hour", "every_hour")],
                        default="working",
                        max_length=12,
                    ),
                ),
                ("allowed_min", models.PositiveIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name_zh", models.CharField(max_length=80)),
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
                (
                    "unit",
                    ningju.ground.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("kind", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=10)),
                ("words", models.TextField()),
                ("where", models.CharField(blank=True, max_length=200)),
                ("lat_deg", models.FloatField(null=True)),
                ("lon_deg", models.FloatField(null=True)),
                (
                    "via",
                    models.CharField(
                        choices=[("web", "Web"), ("phone", "Phone"), ("paper", "Paper")],
                        default="web",
                        max_length=8,
                    ),
                ),
                ("is_by_proxy", models.BooleanField(default=False)),
                ("state", models.CharField(max_length=16)),
                ("waiting", models.CharField(max_length=8)),
                ("answer", models.TextField(blank=True)),
                ("unit_verdict", models.CharField(blank=True, max_length=12)),
                ("asker_verdict", models.CharField(blank=True, max_length=12)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "clock",
                    models.CharField(
                        choices=[("working", "working"), ("every_hour", "every_hour")], max_length=12
                    ),
                ),
                ("allowed_min", models.PositiveIntegerField()),
                ("used", models.DurationField(default=datetime.timedelta)),
                ("started_at", models.DateTimeField()),
                ("paused_at", models.DateTimeField(null=True)),
                ("pause_reason", models.TextField(blank=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("place_zh", models.CharField(blank=True, default="", max_length=120)),
                ("place_en", models.CharField(blank=True, default="", max_length=120)),
                (
                    "assignee",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "unit",
                    ningju.ground.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "category",
                    ningju.ground.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.category",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=12)),
                ("from_state", models.CharField(blank=True, max_length=16)),
                ("to_state", models.CharField(max_length=16)),
                ("by", models.CharField(choices=[("asker", "Asker"), ("staff", "Staff")], max_length=8)),
                ("is_by_proxy", models.BooleanField(default=False)),
                ("words_for_asker", models.TextField(blank=True)),
                ("words_for_staff", models.TextField(blank=True)),
                (
                    "by_unit",
                    ningju.ground.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "by_user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="cases.case"
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
                    "from_unit",
                    ningju.ground.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "to_unit",
                    ningju.ground.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "case", "at", "id"], name="caseevent_history")],
            },
        ),
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("same", "Same"), ("part_of", "Part Of"), ("answers", "Answers")],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "from_case",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_from",
                        to="cases.case",
                    ),
                ),
                (
                    "to_case",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links_to", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "to_case"], name="caselink_back")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "from_case", "to_case", "kind"), name="caselink_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_case", models.F("to_case")), _negated=True),
                        name="caselink_joins_two",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(fields=("community", "slug"), name="category_slug_once"),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.CheckConstraint(
                condition=models.Q(("allowed_min__gt", 0)), name="category_allows_time"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["community", "waiting", "due_at", "id"],
                include=("assignee",),
                name="case_inbox",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["community", "unit", "waiting", "due_at", "id"],
                include=("assignee",),
                name="case_unit_inbox",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["community", "closed_at"], name="case_closed"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["community", "kind", "opened_at"], name="case_kind"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("community", "code"), name="case_code_once"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("community", "public_id"), name="case_public_id_once"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at", None), ("answered_at__isnull", False), _connector="OR"),
                name="case_closed_with_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paused_at", None),
                    models.Q(
                        models.Q(("pause_reason", ""), _negated=True), ("closed_at", None), ("due_at", None)
                    ),
                    _connector="OR",
                ),
                name="case_paused_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lat_deg", None), ("lon_deg", None)),
                    models.Q(("lat_deg__range", (-90, 90)), ("lon_deg__range", (-180, 180))),
                    _connector="OR",
                ),
                name="case_point_is_whole",
            ),
        ),
        SecureTenantTables("cases", ["category", "case", "caseevent", "caselink"]),
    ]
