"""The second person's page: who asks to break the glass, why, and one button to agree."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ningju.ground.links import here
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import staff_page
from ningju.rooms.privacy import access
from ningju.rooms.privacy.purposes import LIFE_IN_DANGER
from ningju.rooms.privacy.services.glass import break_glass as agree

GLASS_ROLES = tuple(sorted(LIFE_IN_DANGER.roles))


@staff_page(*GLASS_ROLES)
@require_safe
def list_glasses(request: HttpRequest) -> HttpResponse:
    """Show what colleagues ask, and what is open for oneself."""
    actor, now = actor_of(request), timezone.now()
    context = {
        "waiting": access.glasses_waiting(now),
        "held": access.glasses_held(actor.user_id, now),
        "own_id": actor.user_id,
    }
    return render(request, "privacy/list_glasses.html", context)


@staff_page(*GLASS_ROLES)
@require_POST
def break_glass(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree as the second person."""
    agree(glass=access.access_glass(public_id), by=actor_of(request))
    messages.success(request, _("Your colleague may read it for sixty minutes. The person is told."))
    return redirect(here(request, "list_glasses"))
