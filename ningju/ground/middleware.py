"""One request: language from the address, one transaction, one community, errors as pages."""

import logging
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, models, transaction
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ningju.ground.edge import error_page, page_instead
from ningju.ground.jobs import defer
from ningju.ground.kept import trust_content
from ningju.ground.limits import TooMany, take
from ningju.ground.links import LANGUAGES
from ningju.ground.refusals import LoggedRefusal
from ningju.ground.tenancy import COMMUNITY_SETTING, PURPOSE_SETTING, in_community, keep_community
from ningju.kernel.detector import find_forbidden_parameter
from ningju.kernel.errors import NingjuError, NotFound

Respond = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)

LOGGED_PER_HOUR = 30


class LanguageMiddleware:
    """Activate the language that the address names, else the browser's, else Chinese."""

    def __init__(self, get_response: Respond) -> None:
        """Take the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the page's language; refuse what cannot be read before reading it."""
        first = request.path_info.lstrip("/").partition("/")[0]
        language = first if first in LANGUAGES else browser_language(request)
        request.language = language  # type: ignore[attr-defined]
        with translation.override(LANGUAGES[language]):
            if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path_info:
                return error_page(request, 400)
            if int(request.META.get("CONTENT_LENGTH") or 0) > settings.NINGJU_BODY_MAX_BYTES:
                return error_page(request, 413)
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", LANGUAGES[language])
            return response


def browser_language(request: HttpRequest) -> str:
    """Return "en" if the browser prefers English to Chinese, else "zh"."""
    tags = request.headers.get("Accept-Language", "").lower()
    english, chinese = tags.find("en"), tags.find("zh")
    return "en" if english >= 0 and (chinese < 0 or english < chinese) else "zh"


class CommunityMiddleware:
    """Open the transaction, set the community, run the view and render inside, map errors.

    It must come last, since it calls the view itself. Views of a community get neither
    ``language`` nor ``community`` as arguments: both are on the request. An address that belongs
    to a module (``{"module": "needs"}`` in the URL configuration) is not found where it is off.
    """

    def __init__(self, get_response: Respond) -> None:
        """Take the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Run the view in its community and turn refusals into pages; without one, just go on."""
        kwargs.pop("language", None)
        slug, module = kwargs.pop("community", None), kwargs.pop("module", None)
        if slug is None:
            return None
        asked = next(filter(find_forbidden_parameter, request.GET), None)
        if asked is not None:
            return refuse_parameter(request, slug, asked)
        try:
            with keep_community(), transaction.atomic():
                community = enter_community(slug)
                if module is not None and not community.has_module(module):
                    raise NotFound(_("This neighbourhood has not switched this part on."))
                request.community = community  # type: ignore[attr-defined]
                changes_nothing = request.method in ("GET", "HEAD")
                trust_content(community.content_version if changes_nothing else None)
                return page_instead(request, render_now(view(request, *args, **kwargs)))
        except LoggedRefusal as error:
            write_refusal(request.community.pk, error)  # type: ignore[attr-defined]
            return self.process_exception(request, error)
        except (NingjuError, OperationalError, InterfaceError) as error:
            return self.process_exception(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal, or a database that is away, into a page."""
        if isinstance(error, NingjuError):
            return error_page(request, error)
        if isinstance(error, (OperationalError, InterfaceError)):
            logger.error("The database failed a request: %s", " ".join(str(error).split()))
            return error_page(request, 503)
        return None


def refuse_parameter(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Answer 400 to an address that asks for people by what is never stored, and have it logged.

    One address fills the log at most thirty times an hour; it is refused all the same.
    """
    try:
        take(request, "forbidden_parameter", per_hour=LOGGED_PER_HOUR)
        with keep_community(), transaction.atomic():
            defer("privacy.log_parameter", community_id=enter_community(slug).pk, parameter=name[:40])
    except TooMany:
        logger.warning("A forbidden parameter was asked for more often than it is logged.")
    except NotFound as error:
        return error_page(request, error)
    return error_page(request, 400)


def write_refusal(community_id: int, refusal: LoggedRefusal) -> None:
    """Leave the trace of a refusal, after its transaction was rolled back, in one of its own."""
    with in_community(community_id):
        refusal.write()


def enter_community(slug: str) -> Any:
    """Find a community by its slug and set it for this transaction, in one query.

    Raises:
        NotFound: there is none.
    """
    directory = apps.get_model(settings.TENANT_MODEL)._default_manager
    community: models.Model | None = (
        directory.filter(slug=slug)
        .annotate(
            community_set=models.Func(
                models.Value(COMMUNITY_SETTING),
                Cast("id", models.TextField()),
                models.Value(True),
                function="set_config",
                output_field=models.TextField(),
            ),
            purpose_set=models.Func(
                models.Value(PURPOSE_SETTING),
                models.Value("serve"),
                models.Value(True),
                function="set_config",
                output_field=models.TextField(),
            ),
        )
        .first()
    )
    if community is None:
        raise NotFound(_("There is no such neighbourhood here."))
    connection.ningju_community_id = community.pk  # type: ignore[attr-defined]
    return community


def render_now(response: HttpResponse) -> HttpResponse:
    """Render a template response while its rows can still be read."""
    render = getattr(response, "render", None)
    if callable(render) and not getattr(response, "is_rendered", True):
        rendered: HttpResponse = render()
        return rendered
    return response
