"""Take forms from people without an account or session: origin, limit, and a signed form key."""

import json
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from ningju.ground.limits import take
from ningju.kernel.errors import NingjuError, NotAllowed, RuleViolation

FORM_KEY_SALT = "ningju.form-key"
FORM_KEY_LIFE_S = 30 * 24 * 3600

View = Callable[..., HttpResponse]


def new_form_key() -> str:
    """Return a fresh signed key for one form."""
    return signing.TimestampSigner(salt=FORM_KEY_SALT).sign(str(uuid.uuid4()))


def read_form_key(text: str) -> uuid.UUID:
    """Return the key inside a signed form key.

    Raises:
        RuleViolation: it was changed, or is older than 30 days (field ``form_key``).
    """
    try:
        plain = signing.TimestampSigner(salt=FORM_KEY_SALT).unsign(text, max_age=FORM_KEY_LIFE_S)
        return uuid.UUID(plain)
    except (signing.BadSignature, ValueError):
        raise RuleViolation(
            _("This form has expired. Your words are still here: please send them once more."),
            field="form_key",
        ) from None


def check_origin(request: HttpRequest) -> None:
    """Refuse a form that another site sent.

    Raises:
        NotAllowed: the Origin header names another host, or the browser says "cross-site".
    """
    origin = request.headers.get("Origin")
    foreign = origin is not None and origin.partition("://")[2] != request.get_host()
    if foreign or request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise NotAllowed(_("This form was sent from another site. Please open it here and send it again."))


class FormKeyField(forms.CharField):
    """A hidden field with a signed key; cleans to the UUID inside it."""

    def __init__(self) -> None:
        """Start each unbound form with a fresh key."""
        super().__init__(widget=forms.HiddenInput, initial=new_form_key, max_length=200)

    def clean(self, value: Any) -> uuid.UUID:
        """Return the key, or refuse one that was changed or has expired."""
        try:
            return read_form_key(str(value or ""))
        except RuleViolation as error:
            raise forms.ValidationError(str(error.message)) from None


class PublicForm(forms.Form):
    """A form that anybody may send, once: ``cleaned_data["form_key"]`` feeds ``once()``.

    A key that expired is replaced, so that the page shown again can simply be sent again.
    """

    form_key = FormKeyField()

    def full_clean(self) -> None:
        """Validate, and put a fresh key into the page where the sent one was refused."""
        super().full_clean()
        if self.is_bound and "form_key" in self.errors:
            sent = cast(QueryDict, self.data).copy()
            sent["form_key"] = new_form_key()
            self.data = sent

    def refuse(self, error: NingjuError) -> None:
        """Show why a room refused what was sent, beside the field that is to be mended if it is here."""
        field = getattr(error, "field", None)
        self.add_error(field if field in self.fields else None, str(error.message))

    def body(self) -> bytes:
        """Return what was sent, without the key, in a fixed order: what ``once()`` compares."""
        fields = {name: self.data.get(name, "") for name in sorted(self.fields) if name != "form_key"}
        return json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")


def public_post(*, limit: str, per_hour: int) -> Callable[[View], View]:
    """Let a view take POST from anybody of our own pages, ``per_hour`` times an address.

    Args:
        limit: the name of the counter; views that share one share the limit.
        per_hour: generous enough for a carrier's shared address.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                check_origin(request)
                take(request, limit, per_hour=per_hour)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
