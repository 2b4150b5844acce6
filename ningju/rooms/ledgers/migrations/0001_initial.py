"""Make the first tables of the room."""

import django.db.models.deletion
import django.utils.timezone
import ningju.ground.models
import ningju.ground.tenancy
import uuid
from django.db import migrations, models


from ningju.ground.tenancy import SecureTenantTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('communities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(max_length=20)),
                ('file_name', models.CharField(max_length=120)),
                ('file_format', models.CharField(max_length=8)),
                ('file_digest', models.CharField(max_length=64)),
                ('header', models.JSONField(default=list)),
                ('mapping', models.JSONField(default=dict)),
                ('checked_basis', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(choices=[('draft', 'Columns to be chosen'), ('checking', 'Being checked'), ('checked', 'Checked, not loaded yet'), ('running', 'Being loaded'), ('done', 'Loaded'), ('stopped', 'Stopped')], default='draft', max_length=10)),
                ('via', models.CharField(choices=[('web', 'Web'), ('command', 'Command')], default='web', max_length=8)),
                ('is_parking', models.BooleanField(default=False)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('rows_bad', models.PositiveIntegerField(default=0)),
                ('rows_new', models.PositiveIntegerField(default=0)),
                ('rows_changed', models.PositiveIntegerField(default=0)),
                ('rows_same', models.PositiveIntegerField(default=0)),
                ('rows_parked', models.PositiveIntegerField(default=0)),
                ('progress_row', models.PositiveIntegerField(default=0)),
                ('reason_zh', models.CharField(blank=True, max_length=400)),
                ('reason_en', models.CharField(blank=True, max_length=400)),
                ('by_name', models.CharField(max_length=80)),
                ('brought_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('touched_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('community', models.ForeignKey(db_index=False, default=ningju.ground.tenancy.current_community_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.community')),
            ],
        ),
        migrations.CreateModel(
            name='ImportEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('verb', models.CharField(max_length=16)),
                ('by_name', models.CharField(max_length=80)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('batch', ningju.ground.models.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='ledgers.importbatch')),
                ('community', models.ForeignKey(db_index=False, default=ningju.ground.tenancy.current_community_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.community')),
            ],
        ),
        migrations.CreateModel(
            name='ParkedRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('row_number', models.PositiveIntegerField()),
                ('cells', models.JSONField()),
                ('reason_zh', models.CharField(max_length=400)),
                ('reason_en', models.CharField(max_length=400)),
                ('parked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('batch', ningju.ground.models.TenantForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parked', to='ledgers.importbatch')),
                ('community', models.ForeignKey(db_index=False, default=ningju.ground.tenancy.current_community_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.community')),
            ],
        ),
        migrations.AddIndex(
            model_name='importbatch',
            index=models.Index(fields=['community', '-brought_at'], name='importbatch_newest'),
        ),
        migrations.AddConstraint(
            model_name='importbatch',
            constraint=models.UniqueConstraint(fields=('community', 'public_id'), name='importbatch_public_id_once'),
        ),
        migrations.AddIndex(
            model_name='importevent',
            index=models.Index(fields=['community', 'batch', 'at'], name='importevent_of_batch'),
        ),
        migrations.AddIndex(
            model_name='parkedrow',
            index=models.Index(fields=['community', 'parked_at'], name='parkedrow_age'),
        ),
        migrations.AddConstraint(
            model_name='parkedrow',
            constraint=models.UniqueConstraint(fields=('community', 'batch', 'row_number'), name='parkedrow_once'),
        ),
        SecureTenantTables("ledgers", ["importbatch", "parkedrow", "importevent"]),
    ]
