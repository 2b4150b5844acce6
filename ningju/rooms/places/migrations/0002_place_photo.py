"""Make the table of the photos by which one finds a place's door."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import ningju.ground.models
import ningju.ground.tenancy
from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):
    dependencies = [("ground", "0002_stored_files"), ("places", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="PlacePhoto",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("alt_zh", models.CharField(blank=True, default="", max_length=200)),
                ("alt_en", models.CharField(blank=True, default="", max_length=200)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
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
                    "file",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ground.storedfile",
                    ),
                ),
                (
                    "place",
                    ningju.ground.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="places.place",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "place"), name="placephoto_once"),
                    models.UniqueConstraint(
                        fields=("community", "public_id"), name="placephoto_public_id_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("alt_zh", ""), _negated=True),
                            models.Q(("alt_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="placephoto_has_words",
                    ),
                ],
            },
        ),
        SecureTenantTables("places", ["placephoto"]),
    ]
