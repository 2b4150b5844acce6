"""Make the tables of the care register; no two contacts of one record may overlap."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import ningju.ground.models
import ningju.ground.tenancy
from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communities", "0001_initial"),
        ("messages", "0001_initial"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="CareRecord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("record_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("code", models.CharField(max_length=10)),
                ("secret_digest", models.BinaryField(max_length=32)),
                ("nickname", models.CharField(max_length=20)),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("talk", "Somebody to talk to"),
                                ("errands", "Shopping and errands"),
                                ("clinic", "Going to the clinic together"),
                                ("repairs", "Small repairs at home"),
                                ("forms", "Forms and phones"),
                                ("meals", "Meals"),
                                ("first_job", "Learning and a first job"),
                                ("other", "Something else"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("none", "Nobody calls; I ask when I need something"),
                            ("quarterly", "Every three months"),
                            ("yearly", "Once a year"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "By phone"),
                            ("visit", "By a visit at home"),
                            ("message", "By text message"),
                        ],
                        max_length=8,
                    ),
                ),
                ("phone_index", models.BinaryField(max_length=32, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("invited", "Written down by staff; not confirmed by themselves yet"),
                            ("active", "Confirmed"),
                            ("confirm_due", "Asked whether they wish to stay"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "via",
                    models.CharField(
                        choices=[("web", "Online"), ("phone", "By phone"), ("paper", "On paper")],
                        max_length=6,
                    ),
                ),
                ("is_by_proxy", models.BooleanField(default=False)),
                ("is_invented", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField()),
                ("confirmed_on", models.DateField()),
                ("confirm_by_on", models.DateField(null=True)),
                ("phone_sealed", models.BinaryField(default=None, max_length=184, null=True)),
                ("address_sealed", models.BinaryField(default=None, max_length=864, null=True)),
                ("words_sealed", models.BinaryField(default=None, max_length=4064, null=True)),
                ("backup_sealed", models.BinaryField(default=None, max_length=544, null=True)),
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
                    "reminder",
                    ningju.ground.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messages.contact",
                    ),
                ),
                (
                    "unit",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CarePair",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("reason", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Not decided"), ("kept", "Two people; both stay")],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("decided_because", models.CharField(blank=True, max_length=300)),
                ("decided_at", models.DateTimeField(null=True)),
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
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "earlier",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="care.carerecord"
                    ),
                ),
                (
                    "later",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="care.carerecord"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CareNeed",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("record_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("talk", "Somebody to talk to"),
                            ("errands", "Shopping and errands"),
                            ("clinic", "Going to the clinic together"),
                            ("repairs", "Small repairs at home"),
                            ("forms", "Forms and phones"),
                            ("meals", "Meals"),
                            ("first_job", "Learning and a first job"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Asked for; nobody is on it yet"),
                            ("planned", "Somebody is coming or doing it"),
                            ("met", "Done"),
                            ("cannot", "Not possible; the reason is below"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("is_by_proxy", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("words_erased_at", models.DateTimeField(null=True)),
                ("words_sealed", models.BinaryField(default=None, max_length=4064, null=True)),
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
                    "asker",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="care.carerecord",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CareEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("join", "Join"),
                            ("confirm", "Confirm"),
                            ("ask_again", "Ask Again"),
                            ("rhythm", "Rhythm"),
                            ("correct", "Correct"),
                            ("contact", "Contact"),
                            ("try", "Try"),
                            ("ask", "Ask"),
                            ("plan", "Plan"),
                            ("step", "Step"),
                            ("met", "Met"),
                            ("cannot", "Cannot"),
                            ("pair", "Pair"),
                            ("keep_both", "Keep Both"),
                            ("slip", "Slip"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "by",
                    models.CharField(
                        choices=[("person", "Person"), ("staff", "Staff"), ("service", "Service")],
                        max_length=8,
                    ),
                ),
                ("is_by_proxy", models.BooleanField(default=False)),
                ("words", models.CharField(blank=True, max_length=1000)),
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
                        on_delete=django.db.models.deletion.PROTECT,
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
                    "need",
                    ningju.ground.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="care.careneed",
                    ),
                ),
                (
                    "record",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="care.carerecord",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CareContact",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("planned_on", models.DateField()),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("done_on", models.DateField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Reached: all is well"),
                            ("asks_for", "Reached: asks for something"),
                            ("not_reached", "Not reached"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
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
                    "record",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="care.carerecord",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CareEnding",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("secret_digest", models.BinaryField(max_length=32)),
                ("record_id", models.UUIDField()),
                (
                    "how",
                    models.CharField(
                        choices=[("withdrawn", "Withdrawn"), ("lapsed", "Not confirmed within thirty days")],
                        max_length=10,
                    ),
                ),
                ("is_by_proxy", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["community", "ended_at"], name="careending_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "secret_digest"), name="careending_secret_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CareKeeper",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("by_name", models.CharField(max_length=80)),
                ("since_at", models.DateTimeField(auto_now_add=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "unit"), name="carekeeper_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="carerecord",
            index=models.Index(fields=["community", "phone_index"], name="carerecord_phone"),
        ),
        migrations.AddIndex(
            model_name="carerecord",
            index=models.Index(fields=["community", "confirmed_on"], name="carerecord_year"),
        ),
        migrations.AddConstraint(
            model_name="carerecord",
            constraint=models.UniqueConstraint(
                fields=("community", "record_id"), name="carerecord_record_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="carerecord",
            constraint=models.UniqueConstraint(fields=("community", "code"), name="carerecord_code_once"),
        ),
        migrations.AddConstraint(
            model_name="carerecord",
            constraint=models.UniqueConstraint(
                fields=("community", "secret_digest"), name="carerecord_secret_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="carerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirm_by_on__isnull", False), ("status", "confirm_due")),
                    models.Q(
                        models.Q(("status", "confirm_due"), _negated=True), ("confirm_by_on__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="carerecord_asked_with_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="carerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("themes__len__gte", 1)), name="carerecord_has_a_need"
            ),
        ),
        migrations.AddConstraint(
            model_name="carepair",
            constraint=models.UniqueConstraint(
                fields=("community", "public_id"), name="carepair_public_id_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="carepair",
            constraint=models.UniqueConstraint(
                fields=("community", "earlier", "later"), name="carepair_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="carepair",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="carepair_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="carepair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "open"), models.Q(("decided_because", ""), _negated=True), _connector="OR"
                ),
                name="carepair_decided_with_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="careneed",
            index=models.Index(fields=["community", "asker"], name="careneed_of_asker"),
        ),
        migrations.AddIndex(
            model_name="careneed",
            index=models.Index(fields=["community", "closed_at"], name="careneed_closed"),
        ),
        migrations.AddConstraint(
            model_name="careneed",
            constraint=models.UniqueConstraint(
                fields=("community", "record_id"), name="careneed_record_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="careneed",
            constraint=models.UniqueConstraint(
                fields=("community", "public_id"), name="careneed_public_id_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="careneed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state__in", ["met", "cannot"])),
                    models.Q(
                        models.Q(("state__in", ["met", "cannot"]), _negated=True), ("closed_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="careneed_closed_with_time",
            ),
        ),
        migrations.AddIndex(
            model_name="careevent",
            index=models.Index(fields=["community", "record", "at"], name="careevent_at"),
        ),
        migrations.AddIndex(
            model_name="carecontact",
            index=models.Index(
                condition=models.Q(("done_on", None)),
                fields=["community", "planned_on"],
                name="carecontact_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="carecontact",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("community", "="), ("record", "="), ("period", "&&")],
                name="carecontact_once_an_interval",
            ),
        ),
        migrations.AddConstraint(
            model_name="carecontact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_on", None)),
                fields=("community", "record"),
                name="carecontact_planned_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="carecontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_on", None), ("outcome", "")),
                    models.Q(("done_on__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="carecontact_done_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="carecontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__isempty", False)), name="carecontact_has_a_period"
            ),
        ),
        SecureTenantTables(
            "care",
            ["carerecord", "careneed", "carecontact", "careevent", "carepair", "careending", "carekeeper"],
        ),
    ]
