"""The page where somebody says what they need or saw."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ningju.flows.say import ContactTold, say_once
from ningju.ground.links import here, page_language
from ningju.ground.public_post import public_post
from ningju.kernel.errors import NingjuError, NotFound
from ningju.pages.say.forms import LONGEST_WORDS, SayForm
from ningju.pages.say.guesses import Guess, guess_category, kinds_for_choice
from ningju.rooms.cases.links import secret_of
from ningju.rooms.messages.web.choice import remember_no, said_no
from ningju.rooms.places.models import Place
from ningju.rooms.privacy.purposes import CALLBACK, PURPOSES


@require_http_methods(["GET", "HEAD", "POST"])
@public_post(limit="say", per_hour=600)
def say(request: HttpRequest) -> HttpResponse:
    """Show the form; send it; where no kind was chosen, suggest one with its reason first."""
    modules = modules_of(request)
    sent = request.POST if request.method == "POST" else None
    form = SayForm(sent, modules=modules, initial=None if sent else told_by_address(request))
    guess = guess_category(typed_words(request), modules) if form.is_bound else None
    if guess is not None and "no_contact" in request.POST:
        return remember_no(show_again(request, form, asks_contact=False))
    if guess is not None and "contact" in request.POST:
        return show_again(request, form, asks_contact=True)
    if form.is_valid() and form.cleaned_data["category"] is not None:
        answer = send(request, form)
        if answer is not None:
            return answer
    return show_form(request, form, guess)


def send(request: HttpRequest, form: SayForm) -> HttpResponse | None:
    """Open the case and lead to its page; None if it was refused, with the reason in the form."""
    told, contact = form.cleaned_data, form.contact()
    try:
        case = say_once(
            form_key=told["form_key"],
            body=form.body(),
            words=told["words"],
            category=told["category"],
            where=told["where"],
            place=told["place"],
            lat_deg=told["lat"],
            lon_deg=told["lon"],
            contact=ContactTold(**contact, language=page_language()) if contact else None,
        )
    except NingjuError as error:
        form.refuse(error)
        return None
    messages.success(request, _("Received. Keep this page's address or the code: both lead back here."))
    return redirect(here(request, "show_my_case", secret=secret_of(case.public_id)))


@require_POST
@public_post(limit="suggest", per_hour=1200)
def suggest_category(request: HttpRequest) -> HttpResponse:
    """Return the suggestion for what is being typed, for the page to show in place."""
    modules = modules_of(request)
    guess = guess_category(typed_words(request), modules)
    context = {"guess": guess, "kinds": kinds_for_choice(modules), "chosen": None}
    return render(request, "say/_guess.html", context)


@require_safe
def print_say_form(request: HttpRequest) -> HttpResponse:
    """Show the form on paper: the same questions and the same consent."""
    context = {"purpose": CALLBACK, "kinds": kinds_for_choice(modules_of(request))}
    return render(request, "say/print_say_form.html", context)


def modules_of(request: HttpRequest) -> list[str]:
    """Return the modules that are on here.

    Raises:
        NotFound: nothing can be said here: neither issues nor needs are on.
    """
    modules: list[str] = request.community.modules  # type: ignore[attr-defined]
    if not {"issues", "needs"} & set(modules):
        raise NotFound(_("This neighbourhood has not switched this part on."))
    return modules


def typed_words(request: HttpRequest) -> str:
    """Return the words as typed so far, whole or not."""
    return request.POST.get("words", "")[:LONGEST_WORDS].replace("\x00", "")


def told_by_address(request: HttpRequest) -> dict[str, str]:
    """Return what a link to the form says already: the place it was opened from."""
    slug = request.GET.get("place", "")
    place = Place.objects.visible().filter(slug=slug[:60]).first() if slug else None
    if place is None:
        return {}
    return {"place": place.slug, "where": place.name.read(request.language)[0]}  # type: ignore[attr-defined]


def show_again(request: HttpRequest, form: SayForm, *, asks_contact: bool) -> HttpResponse:
    """Render the form as it was typed, with nothing refused, with or without the boxes for a number.

    Nobody has sent anything yet: no kind is asked for before there are words.
    """
    form.is_valid()
    for name in list(form.errors):
        del form.errors[name]
    words = typed_words(request)
    guess = guess_category(words, modules_of(request)) if words.strip() else None
    return show_form(request, form, guess, asks_contact=asks_contact)


def asked_to_send(request: HttpRequest) -> bool:
    """Say whether the button was the one that sends, not one that shows or hides the boxes for a number."""
    return not {"contact", "no_contact"} & set(request.POST)


def show_form(
    request: HttpRequest, form: SayForm, guess: Guess | None, *, asks_contact: bool | None = None
) -> HttpResponse:
    """Render the form; 422 where something must be mended, 200 where only a kind is to be confirmed."""
    if asks_contact is None:
        asks_contact = not said_no(request) or form.is_contact_told
    chosen = form["category"].value()
    context = {
        "form": form,
        "guess": guess,
        "kinds": kinds_for_choice(modules_of(request)),
        "chosen": chosen or (guess.category.slug if guess and guess.category else None),
        "to_confirm": guess is not None and not form.errors and not chosen and asked_to_send(request),
        "wanted_kind": request.GET.get("kind", ""),
        "asks_contact": asks_contact,
        "callback": PURPOSES["callback"],
    }
    return render(request, "say/say.html", context, status=422 if form.errors else 200)
