"""Views of addresses that name no community."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ningju.ground.links import there
from ningju.rooms.communities.models import Community

LEAST_FREE_BYTES = 200 * 1024 * 1024


@require_safe
def choose_community(request: HttpRequest) -> HttpResponse:
    """Lead to the one community there is, or let people choose among several."""
    communities = list(Community.objects.order_by("slug"))
    if len(communities) == 1:
        return HttpResponseRedirect(there(communities[0].slug, "show_home"))
    return render(request, "front/choose_community.html", {"communities": communities})


@require_safe
def show_health(request: HttpRequest) -> JsonResponse:
    """Say whether database, jobs and disk are well; 503 if one is not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs "
            "where status = 'todo' "
            "and (scheduled_at is null or scheduled_at < now() - interval '15 minutes') "
            "and id in (select job_id from procrastinate_events "
            "where type = 'deferred' and at < now() - interval '15 minutes')"
        )
        late_jobs = cursor.fetchone()[0]
    free_bytes = shutil.disk_usage(data_folder()).free
    checks = {"database": True, "jobs": late_jobs == 0, "disk": free_bytes > LEAST_FREE_BYTES}
    return JsonResponse(
        {"well": all(checks.values()), **checks, "late_jobs": late_jobs},
        status=200 if all(checks.values()) else 503,
    )


def data_folder() -> Path:
    """Return the data folder, or the nearest one above it while nothing has been kept yet."""
    data = Path(settings.DATA).absolute()
    return next(folder for folder in (data, *data.parents) if folder.exists())
