"""Make the first tables of the room."""

import django.db.models.deletion
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
            name='Contact',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('record_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('channel', models.CharField(choices=[('sms', 'Sms'), ('email', 'Email'), ('push', 'Push'), ('none', 'None')], max_length=8)),
                ('language', models.CharField(choices=[('zh', 'Zh'), ('en', 'En')], max_length=2)),
                ('address_index', models.BinaryField(default=None, max_length=32, null=True)),
                ('made_at', models.DateTimeField()),
                ('forgotten_at', models.DateTimeField(default=None, null=True)),
                ('address_sealed', models.BinaryField(default=None, max_length=4064, null=True)),
                ('call_when_sealed', models.BinaryField(default=None, max_length=864, null=True)),
                ('private_words_sealed', models.BinaryField(default=None, max_length=4064, null=True)),
                ('community', models.ForeignKey(db_index=False, default=ningju.ground.tenancy.current_community_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.community')),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('bot', models.CharField(blank=True, max_length=16)),
                ('occasion', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=80)),
                ('language', models.CharField(max_length=2)),
                ('fields', models.JSONField(default=dict)),
                ('is_urgent', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('sending', 'Sending'), ('sent', 'Sent'), ('failed', 'Failed'), ('gone', 'Gone')], default='queued', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('not_before_at', models.DateTimeField()),
                ('next_try_at', models.DateTimeField()),
                ('last_error', models.CharField(blank=True, max_length=80)),
                ('sent_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('community', models.ForeignKey(db_index=False, default=ningju.ground.tenancy.current_community_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.community')),
                ('contact', ningju.ground.models.TenantForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='messages.contact')),
            ],
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('address_index__isnull', False)), fields=['community', 'address_index'], name='contact_phone'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('community', 'record_id'), name='contact_record_once'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('forgotten_at', None), models.Q(('address_index', None), ('address_sealed', None), ('call_when_sealed', None), ('channel', 'none'), ('private_words_sealed', None)), _connector='OR'), name='contact_forgotten_is_empty'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state__in', ('queued', 'sending'))), fields=['community', 'next_try_at', 'id'], name='message_due'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['community', 'settled_at'], name='message_settled'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('community', 'public_id'), name='message_public_id_once'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('community', 'contact', 'occasion', 'key'), name='message_once'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('bot', ''), _negated=True), fields=('community', 'bot', 'occasion', 'key'), name='message_once_a_bot'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('bot', ''), _negated=True), ('contact', None)), models.Q(('bot', ''), ('contact__isnull', False)), _connector='OR'), name='message_has_one_addressee'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='message_sent_has_time'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state__in', ('queued', 'sending'))), models.Q(('settled_at__isnull', False), ('state__in', ('sent', 'failed', 'gone'))), _connector='OR'), name='message_settled_has_time'),
        ),
        SecureTenantTables("messages", ["contact", "message"]),
    ]
