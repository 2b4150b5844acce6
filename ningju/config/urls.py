"""Every address of the service: one page lives at /{zh|en}/{community}/…"""

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.resolvers import LocalePrefixPattern

from ningju.ground.links import page_language
from ningju.rooms.organisations.web.demo import show_demo_doors


class LanguageConverter:
    """Match the language of an address."""

    regex = "zh|en"

    def to_python(self, value: str) -> str:
        """Keep it."""
        return value

    def to_url(self, value: str) -> str:
        """Keep it."""
        return value


class LanguagePrefix(LocalePrefixPattern):
    """Begin an address with "zh/" or "en/", whichever is active."""

    @property
    def language_prefix(self) -> str:
        """Return the prefix of the page being made."""
        return f"{page_language()}/"


register_converter(LanguageConverter, "language")

community_pages: list[URLPattern | URLResolver] = [
    path("", include("ningju.pages.urls")),
    path("", include("ningju.rooms.organisations.web.urls")),
    path("", include("ningju.rooms.places.web.urls")),
    path("", include("ningju.rooms.privacy.web.urls")),
    path("", include("ningju.rooms.messages.web.urls")),
    path("", include("ningju.rooms.cases.web.urls")),
    path("", include("ningju.rooms.needs.web.urls"), {"module": "needs"}),
    path("", include("ningju.rooms.volunteering.web.urls"), {"module": "volunteering"}),
    path("", include("ningju.rooms.care.web.urls"), {"module": "care"}),
    path("", include("ningju.rooms.referral.web.urls"), {"module": "referral"}),
    path("", include("ningju.rooms.ledgers.web.urls")),
    path("", include("ningju.pages.say.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ningju.pages.doors")),
    URLResolver(
        LanguagePrefix(prefix_default_language=True),
        [
            path("account/", include("ningju.rooms.accounts.web.urls")),
            path("account/demo/", show_demo_doors, name="show_demo_doors"),
        ],
    ),
    path("media/<slug:community>/", include("ningju.ground.files.urls")),
    path("<language:language>/<slug:community>/", include(community_pages)),
]

handler400 = "ningju.ground.edge.bad_request"
handler403 = "ningju.ground.edge.not_allowed"
handler404 = "ningju.ground.edge.not_found"
handler500 = "ningju.ground.edge.failed"
