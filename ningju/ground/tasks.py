"""Background work of the ground."""

from datetime import timedelta

from django.utils import timezone

from ningju.ground.files.services import sweep_files as sweep
from ningju.ground.jobs import community_task
from ningju.ground.models import FormKey

FORM_KEYS_LIVE = timedelta(days=30)


@community_task("ground.sweep_form_keys")
def sweep_form_keys() -> None:
    """Forget the keys of forms that were posted more than 30 days ago: nobody sends those again."""
    FormKey.objects.filter(created_at__lt=timezone.now() - FORM_KEYS_LIVE).delete()


@community_task("ground.sweep_files")
def sweep_files() -> None:
    """Remove pictures that no row knows and rows whose owner is gone, both older than a day."""
    sweep(now=timezone.now())
