"""Let a case point at how its asker may be reached, and remember when its words were erased."""

import django.db.models.deletion
import ningju.ground.models
from django.conf import settings
from django.db import migrations, models

from ningju.ground.tenancy import AddTenantKey


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_initial'),
        ('communities', '0001_initial'),
        ('messages', '0001_initial'),
        ('organisations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='contact',
            field=ningju.ground.models.TenantForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='messages.contact'),
        ),
        migrations.AddField(
            model_name='case',
            name='words_erased_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='case',
            name='words',
            field=models.TextField(blank=True),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('contact__isnull', False)), fields=['community', 'contact'], name='case_contact'),
        ),
        AddTenantKey("cases", "case", "contact"),
    ]
