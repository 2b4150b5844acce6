"""Make the table of pictures on the disk."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import ningju.ground.tenancy
from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):
    dependencies = [("communities", "0001_initial"), ("ground", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("kind", models.CharField(choices=[("image", "Image")], default="image", max_length=8)),
                ("content_type", models.CharField(default="image/jpeg", max_length=40)),
                ("size_bytes", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("digest", models.BinaryField(max_length=32)),
                ("owner_label", models.CharField(max_length=60)),
                ("owner_id", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[("kept", "Kept"), ("lost", "Lost")], default="kept", max_length=8
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
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
                "indexes": [
                    models.Index(fields=["community", "owner_label", "owner_id"], name="storedfile_of_owner")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("community", "public_id"), name="storedfile_public_id_once")
                ],
            },
        ),
        SecureTenantTables("ground", ["storedfile"]),
    ]
