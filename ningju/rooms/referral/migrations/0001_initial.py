"""Make the first tables of the room."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ningju.ground.models
import ningju.ground.row_ids
import ningju.ground.tenancy
from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communities", "0001_initial"),
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReferralInbox",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "centre",
                    ningju.ground.models.TenantForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
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
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReferralKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key_id", models.CharField(max_length=32)),
                ("x", models.CharField(max_length=43)),
                ("y", models.CharField(max_length=43)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
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
                    "inbox",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="referral.referralinbox",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealedNote",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=ningju.ground.row_ids.random_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sealed", models.BinaryField()),
                ("secret_digest", models.BinaryField(max_length=32)),
                ("erase_on", models.DateField()),
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
                    "key",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="referral.referralkey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VehicleSticker",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("issued_on", models.DateField()),
                ("returned_on", models.DateField(blank=True, null=True)),
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
        ),
        migrations.CreateModel(
            name="ReferralChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("centre_put", "Centre Put"),
                            ("holder_named", "Holder Named"),
                            ("key_made", "Key Made"),
                            ("key_retired", "Key Retired"),
                            ("stickers_issued", "Stickers Issued"),
                            ("stickers_returned", "Stickers Returned"),
                        ],
                        max_length=20,
                    ),
                ),
                ("by_name", models.CharField(max_length=80)),
                ("words", models.CharField(blank=True, max_length=200)),
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
                "indexes": [models.Index(fields=["community", "at"], name="referralchange_at")],
            },
        ),
        migrations.AddConstraint(
            model_name="referralinbox",
            constraint=models.UniqueConstraint(fields=("community",), name="referralinbox_once"),
        ),
        migrations.AddConstraint(
            model_name="referralkey",
            constraint=models.UniqueConstraint(fields=("community", "key_id"), name="referralkey_once"),
        ),
        migrations.AddConstraint(
            model_name="referralkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("community", "inbox"),
                name="referralkey_one_in_use",
            ),
        ),
        migrations.AddIndex(
            model_name="sealednote",
            index=models.Index(fields=["community", "erase_on"], name="sealednote_by_day"),
        ),
        migrations.AddConstraint(
            model_name="sealednote",
            constraint=models.UniqueConstraint(
                fields=("community", "public_id"), name="sealednote_public_id_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sealednote",
            constraint=models.UniqueConstraint(
                fields=("community", "secret_digest"), name="sealednote_secret_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sealednote",
            constraint=models.CheckConstraint(
                condition=models.Q(("sealed__length", 1118)), name="sealednote_of_one_size"
            ),
        ),
        migrations.AddIndex(
            model_name="vehiclesticker",
            index=models.Index(fields=["community", "issued_on", "number"], name="vehiclesticker_by_day"),
        ),
        migrations.AddConstraint(
            model_name="vehiclesticker",
            constraint=models.UniqueConstraint(
                condition=models.Q(("returned_on__isnull", True)),
                fields=("community", "number"),
                name="vehiclesticker_out_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="vehiclesticker",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="vehiclesticker_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="vehiclesticker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("returned_on__isnull", True),
                    ("returned_on__gte", models.F("issued_on")),
                    _connector="OR",
                ),
                name="vehiclesticker_back_after_out",
            ),
        ),
        SecureTenantTables(
            "referral", ["referralinbox", "referralkey", "sealednote", "referralchange", "vehiclesticker"]
        ),
    ]
