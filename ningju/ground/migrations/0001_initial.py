"""Make the first tables of the room."""

import django.db.models.deletion
from django.db import migrations, models

import ningju.ground.tenancy
from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.UUIDField()),
                ("body_hash", models.BinaryField(max_length=32)),
                ("outcome", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                "indexes": [models.Index(fields=["community", "created_at"], name="formkey_age")],
                "constraints": [models.UniqueConstraint(fields=("community", "key"), name="formkey_once")],
            },
        ),
        SecureTenantTables("ground", ["formkey"]),
    ]
