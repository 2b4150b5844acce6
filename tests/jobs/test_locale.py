"""The catalogue tool: what it finds, what it refuses, and the one test that keeps the Chinese complete."""

import gettext
import json
import threading
from pathlib import Path

import pytest

from ningju.jobs import locale


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a small package with one Python file and one template."""
    (tmp_path / "views.py").write_text(
        "from django.utils.translation import gettext_lazy as say, ngettext, pgettext\n"
        'HELLO = say("Hello " "there")\n'
        'def count(n):\n    return ngettext("One seat", "%(n)s seats", n), pgettext("door", "Open")\n',
        encoding="utf-8",
    )
    (tmp_path / "page.html").write_text(
        "{% load i18n %}<h1>{% translate 'Open' %}</h1>{% include 'x' with t=_(\"Go on\") %}\n"
        "{% blocktranslate trimmed with a=b %}\n Closed until\n {{ a }}\n{% endblocktranslate %}\n"
        "{% blocktranslate count n=n %}{{ n }} lamp{% plural %}{{ n }} lamps{% endblocktranslate %}",
        encoding="utf-8",
    )
    return tmp_path


COMPLETE = {
    "Hello there": "你好",
    "One seat": ["%(n)s 个座位"],
    "door|||Open": "开着",
    "Open": "打开",
    "Go on": "继续",
    "Closed until %(a)s": "关到 %(a)s",
    "%(n)s lamp": ["%(n)s 盏灯"],
}


def add(package: Path, words: object, *, replace: bool = False) -> int:
    """Merge words into the catalogue of the small package."""
    file = package / "words.json"
    file.write_text(json.dumps(words), encoding="utf-8")
    return locale.add(file, replace=replace, catalogue=package / "zh" / "django.po", package=package)


def check(package: Path) -> list[str]:
    """Return the findings about the small package's catalogue."""
    return locale.check(package / "zh" / "django.po", package)


def test_the_chinese_of_every_page_is_complete() -> None:
    assert locale.check() == []


def test_every_way_to_mark_a_text_is_found(package: Path) -> None:
    assert set(locale.collect(package).values()) == {
        locale.Message("Hello there"),
        locale.Message("One seat", plural="%(n)s seats"),
        locale.Message("Open", context="door"),
        locale.Message("Open"),
        locale.Message("Go on"),
        locale.Message("Closed until %(a)s"),
        locale.Message("%(n)s lamp", plural="%(n)s lamps"),
    }


def test_a_complete_catalogue_has_no_findings_and_speaks_chinese(package: Path) -> None:
    assert add(package, COMPLETE) == len(COMPLETE)
    assert check(package) == []

    with locale.compile_catalogue(package / "zh" / "django.po").open("rb") as file:
        chinese = gettext.GNUTranslations(file)
    assert chinese.gettext("Go on") == "继续"
    assert chinese.ngettext("One seat", "%(n)s seats", 1) == "%(n)s 个座位"
    assert (chinese.pgettext("door", "Open"), chinese.gettext("Open")) == ("开着", "打开")


def test_an_incomplete_catalogue_is_caught(package: Path) -> None:
    add(package, {key: COMPLETE[key] for key in COMPLETE if key != "Go on"})

    assert check(package) == ["missing: 'Go on'"]


def test_a_translation_that_nothing_asks_for_is_caught(package: Path) -> None:
    add(package, COMPLETE | {"Gone": "没了"})

    assert check(package) == ["unused: 'Gone'"]
    assert locale.prune(package / "zh" / "django.po", package) == ["Gone"]
    assert check(package) == []


def test_a_lost_placeholder_is_caught(package: Path) -> None:
    add(package, COMPLETE | {"Closed until %(a)s": "关到明天"})

    assert check(package) == ["placeholders differ: 'Closed until %(a)s' and '关到明天'"]


def test_a_contradiction_is_refused_whole_unless_it_may_replace(package: Path) -> None:
    add(package, COMPLETE)

    with pytest.raises(locale.LocaleError, match="继续"):
        add(package, {"Go on": "往前走", "New": "新"})
    assert check(package) == []

    assert add(package, {"Go on": "往前走"}, replace=True) == 1
    assert "往前走" in (package / "zh" / "django.po").read_text(encoding="utf-8")


def test_adding_the_same_words_twice_changes_nothing(package: Path) -> None:
    add(package, COMPLETE)
    before = (package / "zh" / "django.po").read_bytes()

    assert add(package, COMPLETE) == 0
    assert (package / "zh" / "django.po").read_bytes() == before


@pytest.mark.parametrize("words", [["Go on"], {"Go on": ""}, {"Go on": 3}, {"Go on": ["继续"]}, {"": "空"}])
def test_malformed_words_are_refused(package: Path, words: object) -> None:
    with pytest.raises(locale.LocaleError):
        add(package, words)


def test_two_writers_at_once_lose_no_words(package: Path) -> None:
    def write(number: int) -> None:
        file = package / f"words{number}.json"
        file.write_text(json.dumps({f"Word {number}": f"词 {number}"}), encoding="utf-8")
        locale.add(file, catalogue=package / "zh" / "django.po", package=package)

    writers = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    written = (package / "zh" / "django.po").read_text(encoding="utf-8")
    assert [number for number in range(8) if f"词 {number}" not in written] == []


def test_an_unreadable_file_ends_in_one_line(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert locale.main(["add", str(package / "absent.json")]) == 1
    assert capsys.readouterr().err.startswith("locale: ")
