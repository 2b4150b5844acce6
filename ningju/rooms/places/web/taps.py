"""What anybody may say at a place with one tap: used, broken, a queue. Nothing about the person is kept."""

import uuid
from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ningju.ground.links import here
from ningju.ground.once import once
from ningju.ground.public_post import PublicForm, public_post
from ningju.kernel.errors import RuleViolation
from ningju.rooms.places import services
from ningju.rooms.places.access import access_place
from ningju.rooms.places.models import Place

# A carrier hides thousands of phones behind one address, and a door is never closed to all of them.
TAPS_PER_HOUR = 600


class TapForm(PublicForm):
    """A tap on a place: which amenity it is about, or how many are waiting."""

    amenity = forms.SlugField(max_length=16, required=False)
    count = forms.IntegerField(required=False)


@require_POST
@public_post(limit="tap", per_hour=TAPS_PER_HOUR)
def tap_used(request: HttpRequest, slug: str) -> HttpResponse:
    """I used it."""
    return tap(request, slug, "used", lambda place, _sent: services.tap_used(place=place))


@require_POST
@public_post(limit="tap", per_hour=TAPS_PER_HOUR)
def report_broken(request: HttpRequest, slug: str) -> HttpResponse:
    """It's broken."""
    return tap(
        request,
        slug,
        "broken",
        lambda place, sent: services.report_broken(place=place, kind=sent.cleaned_data["amenity"]),
    )


@require_POST
@public_post(limit="tap", per_hour=TAPS_PER_HOUR)
def report_queue(request: HttpRequest, slug: str) -> HttpResponse:
    """There is a queue of so many."""
    return tap(
        request,
        slug,
        "queue",
        lambda place, sent: services.report_queue(place=place, count=waiting(sent)),
    )


def tap(request: HttpRequest, slug: str, act: str, do: Callable[[Place, TapForm], object]) -> HttpResponse:
    """Do what a tap says, once for each form and act, and lead back to the place.

    Raises:
        NotFound: there is no such place or amenity.
        RuleViolation: the form has expired or holds something else than was asked.
    """
    place = access_place(slug)
    sent = TapForm(request.POST)
    if not sent.is_valid():
        field, problems = next(iter(sent.errors.items()))
        raise RuleViolation(str(problems[0]), field=field)
    subject = f"{act}/{slug}/{sent.cleaned_data['amenity']}/{sent.cleaned_data['count']}"

    def make() -> str:
        do(place, sent)
        return act

    once(key=uuid.uuid5(sent.cleaned_data["form_key"], subject), body=sent.body(), make=make)
    return HttpResponseRedirect(f"{here(request, 'show_place', slug=slug)}?said={act}#taps")


def waiting(sent: TapForm) -> int:
    """Return how many are waiting.

    Raises:
        RuleViolation: no number was sent.
    """
    count: int | None = sent.cleaned_data["count"]
    if count is None:
        raise RuleViolation(_("Say how many are waiting, from 0 to 200."), field="count")
    return count
