"""pack.toml: the community's own words, its switches and its quoted figures."""

from pathlib import Path
from typing import Any

from ningju.jobs.packs import cells
from ningju.jobs.packs.contents import CommunityWords, Figure, ReferralSetUp
from ningju.jobs.packs.fields import Fields
from ningju.jobs.packs.files import read_toml
from ningju.jobs.packs.problems import Findings
from ningju.jobs.packs.vocabulary import MODULES

FILE = "pack.toml"
FORMAT = 1
TOP = (
    "format",
    "slug",
    "is_demo",
    "phone",
    "name",
    "short_name",
    "city",
    "about",
    "provenance",
    "demo_label",
    "map_note",
    "programme",
    "modules",
    "figures",
    "referral",
)
PROGRAMME = ("name", "since_year", "home_since_year", "birthplace", "motto", "slogan")


def read_words(folder: Path, findings: Findings) -> CommunityWords | None:
    """Return the words of pack.toml, or None after noting what is wrong."""
    found = read_toml(folder, FILE, findings)
    if found is None:
        return None
    content, text = found
    top = Fields(FILE, text, "", content, findings)
    top.refuse_unknown(*TOP)
    if top.number("format", 0, 1_000) != FORMAT:
        top.note("format", f"要写 format = {FORMAT}", f"write format = {FORMAT}")
    programme = Fields(FILE, text, "programme", content.get("programme"), findings)
    programme.refuse_unknown(*PROGRAMME)
    is_demo = top.claim("is_demo")
    return CommunityWords(
        slug=top.read("slug", cells.slug),
        name=top.pair("name", 80),
        short_name=top.pair("short_name", 40),
        city=top.pair("city", 40),
        phone=top.read("phone", cells.any_text, ""),
        about=top.pair("about"),
        provenance=top.pair("provenance"),
        demo_label=top.pair("demo_label", is_blank_allowed=not is_demo),
        map_note=top.pair("map_note"),
        is_demo=is_demo,
        programme=programme.pair("name", 80),
        programme_since_year=programme.number("since_year", 1900, 2200),
        home_since_year=programme.number_or_none("home_since_year", 1900, 2200),
        birthplace=programme.pair("birthplace", 400, is_blank_allowed=True),
        motto=programme.pair("motto", 120, is_blank_allowed=True),
        slogan=programme.pair("slogan", 120, is_blank_allowed=True),
        modules=read_modules(content, text, findings),
        figures=read_figures(top.table("figures"), text, findings),
        referral=read_referral(content, text, findings),
    )


def read_modules(content: dict[str, Any], text: str, findings: Findings) -> tuple[str, ...]:
    """Return the modules that are on; those that are not named are off."""
    modules = Fields(FILE, text, "modules", content.get("modules"), findings)
    modules.refuse_unknown(*MODULES)
    return tuple(module for module in MODULES if modules.claim(module))


def read_referral(content: dict[str, Any], text: str, findings: Findings) -> ReferralSetUp | None:
    """Return where the service centre is, its number, and who holds its inbox in the demo."""
    if "referral" not in content:
        return None
    table = Fields(FILE, text, "referral", content["referral"], findings)
    table.refuse_unknown("place", "phone", "holder")
    return ReferralSetUp(
        line=table.line,
        place=table.read("place", cells.slug),
        phone=table.read("phone", cells.text),
        holder=table.read("holder", cells.any_text, ""),
    )


def read_figures(tables: dict[str, Any], text: str, findings: Findings) -> tuple[Figure, ...]:
    """Return the quoted figures, each with its source."""
    made = []
    for slug, table in tables.items():
        figure = Fields(FILE, text, f"figures.{slug}", table, findings)
        figure.refuse_unknown("value", "name", "source")
        value = figure.read("value", cells.text)
        made.append(Figure(slug, value, figure.pair("name"), figure.pair("source")))
    return tuple(made)
