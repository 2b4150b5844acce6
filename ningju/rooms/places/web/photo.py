"""The keeper adds or removes the photo by which one finds the door."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ningju.ground.links import here
from ningju.kernel.errors import RuleViolation
from ningju.kernel.text import Bilingual
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.web.staff import staff_page
from ningju.rooms.places import services
from ningju.rooms.places.access import EVERYWHERE, access_place_to_keep
from ningju.rooms.places.models import Place
from ningju.rooms.places.web.station import photo_of

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif"


class PhotoForm(forms.Form):
    """A photo, what can be seen on it, and that somebody looked."""

    photo = forms.FileField(
        label=gettext_lazy("The photo"),
        help_text=gettext_lazy(
            "The door or the sign, from where one comes. No recognisable people, no number plates: "
            "blur them here first."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "data-blur-input": ""}),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Please choose a photo.")},
    )
    alt_zh = forms.CharField(
        label=gettext_lazy("What can be seen, in Chinese"),
        help_text=gettext_lazy("Read aloud to those who do not see the photo: “blue door left of the bank”."),
        max_length=200,
        required=False,
    )
    alt_en = forms.CharField(
        label=gettext_lazy("What can be seen, in English"),
        help_text=gettext_lazy("One of the two languages is enough."),
        max_length=200,
        required=False,
    )
    nobody_recognisable = forms.BooleanField(
        label=gettext_lazy("I looked: nobody can be recognised and no number plate can be read."),
        required=False,
    )


@staff_page("keeper", *EVERYWHERE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_photo(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the photo that stands on the station page, and take a new one."""
    actor = actor_of(request)
    place = access_place_to_keep(actor, slug)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid() and put_photo(form, place, actor.name):
        messages.success(request, _("The photo stands on the page of this place now."))
        return HttpResponseRedirect(f"{here(request, 'show_place', slug=slug)}#photo")
    context = {"place": place, "form": form, "photo": photo_of(request, place)}
    return render(request, "places/add_photo.html", context, status=422 if form.errors else 200)


def put_photo(form: PhotoForm, place: Place, by_name: str) -> bool:
    """Add the photo of a valid form; a refusal goes into the form."""
    sent = form.cleaned_data
    try:
        services.add_photo(
            place=place,
            upload=sent["photo"],
            alt=Bilingual(sent["alt_zh"], sent["alt_en"]),
            nobody_recognisable=sent["nobody_recognisable"],
            by_name=by_name,
        )
    except RuleViolation as error:
        form.add_error(error.field, str(error.message))
        return False
    return True


@staff_page("keeper", *EVERYWHERE)
@require_POST
def remove_photo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the photo away."""
    actor = actor_of(request)
    services.remove_photo(place=access_place_to_keep(actor, slug), by_name=actor.name)
    messages.success(request, _("The photo is gone."))
    return HttpResponseRedirect(here(request, "show_place", slug=slug))
