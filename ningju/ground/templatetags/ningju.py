"""Template tags of the ground: addresses, two-language text, form keys."""

from datetime import datetime
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from ningju.ground import links
from ningju.ground.kept import keep
from ningju.ground.public_post import new_form_key
from ningju.kernel.text import Bilingual

register = template.Library()


@register.simple_tag(takes_context=True, name="here")
def here_tag(context: Context, name: str, **arguments: Any) -> str:
    """Return the address of a page in this language and community."""
    return links.here(context["request"], name, **arguments)


@register.simple_tag(takes_context=True)
def is_here(context: Context, name: str) -> SafeString | str:
    """Mark the link to the page that is open, or to the one it lies below."""
    request = context["request"]
    is_open = request.path.startswith(links.here(request, name))
    return mark_safe(' aria-current="page"') if is_open else ""


@register.simple_tag(takes_context=True)
def other_language_url(context: Context) -> str:
    """Return this page's address in the other language."""
    return links.in_other_language(context["request"])


@register.filter
def bi(text: Bilingual) -> SafeString | str:
    """Show a text in the page's language, marked where only the other one is there."""
    wanted = links.page_language()
    words, language = text.read(wanted)
    if language == wanted:
        return words
    return format_html('<span lang="{}">{}</span>', links.LANGUAGE_TAGS[language], words)


@register.filter
def plain_bi(text: Bilingual) -> str:
    """Show a text in the page's language where markup cannot stand (titles, attributes)."""
    return text.read(links.page_language())[0]


@register.simple_tag
def form_key() -> SafeString:
    """Print the hidden field of a form that works once."""
    return mark_safe(f'<input type="hidden" name="form_key" value="{new_form_key()}">')


@register.simple_tag
def home_of(slug: str) -> str:
    """Return the address of a community's home in the page's language."""
    return links.there(slug, "show_home")


class KeptNode(template.Node):
    """What stands between ``{% kept %}`` and ``{% endkept %}``, rendered once for everybody."""

    child_nodelists = ("nodes",)

    def __init__(self, nodes: NodeList) -> None:
        """Take what stands inside."""
        self.nodes = nodes

    def render(self, context: Context) -> SafeString:
        """Return the piece for this language and this state of the community's content."""
        return keep((self, get_language()), lambda: self.nodes.render(context))


@register.tag
def kept(parser: Parser, _token: Token) -> KeptNode:
    """Keep a piece of a page that follows from language and community alone: no person, path or form."""
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodes)


@register.filter
def waited(since: datetime) -> str:
    """Say in one unit how long something has waited: minutes, hours or days."""
    minutes = max(0, int((timezone.now() - since).total_seconds() // 60))
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d day", "%(n)d days", minutes // 1440) % {"n": minutes // 1440}
