"""The face measured from its own files: contrast, two dark lists, weight, icons, nothing in line."""

import gzip
import re
from pathlib import Path

import pytest

import ningju

PACKAGE = Path(ningju.__file__).parent
FACE = PACKAGE / "pages" / "static" / "ningju"
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))

GROUNDS = ("paper", "card")
INKS = ("ink", "soft", "lamp-deep", "river", "alert", "leaf")
TEXT_PAIRS = [
    *[(text, ground) for text in INKS for ground in GROUNDS],
    *[("ink", ground) for ground in ("sunk", "glow-soft", "river-soft", "alert-soft", "leaf-soft")],
    *[("soft", ground) for ground in ("sunk", "glow-soft", "river-soft", "map-ground")],
    ("on-lamp", "lamp"),
    ("on-lamp", "lamp-deep"),
    ("paper", "ink"),
    ("lamp-deep", "glow-soft"),
    ("river", "river-soft"),
    ("alert", "alert-soft"),
    ("leaf", "leaf-soft"),
    ("lamp-deep", "map-halo"),
    ("map-label", "map-halo"),
    ("map-label", "map-inside"),
]
EDGE_PAIRS = [
    *[("edge", ground) for ground in GROUNDS],
    *[("river", ground) for ground in GROUNDS],
    ("lamp", "paper"),
    ("soft", "card"),
]


def themes() -> dict[str, dict[str, str]]:
    """Return the colours of the light, the chosen dark and the device's dark theme."""
    css = (FACE / "tokens.css").read_text(encoding="utf-8")
    heads = {
        "light": r":root \{",
        "night": r':root\[data-theme="night"\] \{',
        "device": r":root:not\(\[data-theme\]\) \{",
    }
    found = {}
    for name, head in heads.items():
        match = re.search(head + r"(.*?)\}", css, re.DOTALL)
        assert match is not None, name
        found[name] = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", match.group(1)))
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself_knows_black_white_and_a_published_grey() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "night"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_stands_out_from_its_ground(theme: str, text: str, ground: str) -> None:
    colours = themes()[theme]

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "night"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_every_edge_of_a_control_and_the_focus_ring_can_be_seen(theme: str, edge: str, ground: str) -> None:
    colours = themes()[theme]

    assert contrast(colours[edge], colours[ground]) >= 3


def test_a_dark_device_and_a_chosen_night_look_the_same() -> None:
    found = themes()

    assert found["night"] == found["device"]
    assert found["night"].keys() == found["light"].keys()


def test_no_other_file_names_a_colour() -> None:
    for file in FACE.glob("*.css"):
        if file.name in {"tokens.css", "print.css", "sheet.css"}:
            continue  # paper is white and ink is black, whatever the theme
        assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb\(", file.read_text(encoding="utf-8")), file.name


def test_all_styles_together_stay_under_20_kb_compressed() -> None:
    everything = b"".join(file.read_bytes() for file in sorted(FACE.glob("*.css")))

    assert len(gzip.compress(everything)) <= 20_000


def test_every_file_of_the_face_stays_under_400_lines() -> None:
    for file in [*FACE.glob("*.css"), *FACE.glob("*.js")]:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 400, file.name


def test_no_file_of_the_face_leads_to_another_host() -> None:
    for file in FACE.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", text), file.name


def icons_asked_for(text: str) -> set[str]:
    """Return the pictures that a template names outright."""
    asked = set(re.findall(r'"_icon\.html" with name="([a-z]+)"', text))
    for tag in re.findall(r'\{% include "_(?:fact|chip|hint)\.html" with [^%]*%\}', text):
        asked |= set(re.findall(r'icon="([a-z]+)"', tag))
    return asked


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (FACE / "icons.svg").read_text(encoding="utf-8")))
    asked = {name for page in TEMPLATES for name in icons_asked_for(page.read_text(encoding="utf-8"))}

    assert asked
    assert asked <= drawn


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: "/".join(page.parts[-2:]))
def test_no_template_carries_a_style_or_a_script_in_line(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))", text)
