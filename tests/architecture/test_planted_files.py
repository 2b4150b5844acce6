"""Each guard over files is shown to catch what it is there for: a tree is planted with one rule broken."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.guards import imports, manners, models, privacy, rows, sealed, settings, size
from tests.architecture.planting import plant

Guard = Callable[[Path], list[str]]
ROOM = "ningju/rooms/issues"
MODEL = 'class Lamp(TenantModel):\n    """A lamp (路灯)."""\n'
LONG = "def walk():\n" + "    step()\n" * 50
VIEW = "def show(request: HttpRequest) -> HttpResponse:\n" + "    look()\n" * 16
RULE_OF_ROW = "def test_lamp_is_lit():\n    assert True\n"
ROW = '[C5]\ntests = ["tests/test_lamp.py::test_lamp_is_lit"]\n'

BROKEN: list[tuple[Guard, dict[str, str], str]] = [
    (size.too_long, {"ningju/a.py": "x = 1\n" * 401}, "401 lines"),
    (size.too_long, {"ningju/a.py": LONG}, "walk has 51 lines"),
    (size.too_long, {f"{ROOM}/web/views.py": VIEW}, "view show has 16 lines"),
    (imports.foreign_below, {"ningju/kernel/a.py": "import django\n"}, "not in the standard library"),
    (imports.foreign_below, {"ningju/embedded/a.py": "import psycopg\n"}, "psycopg"),
    (imports.relative, {"ningju/a.py": "from . import b\n"}, "relative"),
    (imports.web_in_services, {f"{ROOM}/services.py": "from django.http import Http404\n"}, "Http404"),
    (imports.web_in_services, {f"{ROOM}/services/a.py": "import django.http\n"}, "django.http"),
    (imports.web_in_services, {"ningju/flows/a.py": "from django.shortcuts import render\n"}, "render"),
    (imports.engines_in_views, {f"{ROOM}/web/views.py": "import ningju.engines.reach\n"}, "reach"),
    (imports.engines_in_views, {"ningju/pages/a.py": "from ningju.engines import match\n"}, "match"),
    (imports.meeting_engines, {"ningju/engines/a.py": "from ningju.engines.reach import walk\n"}, "engine a"),
    (imports.rooms_without_contract, {"ningju/rooms/attic/__init__.py": ""}, "ningju.rooms.attic: no import"),
    (models.without_term, {f"{ROOM}/models.py": MODEL.replace("路灯", "lantern")}, "no Chinese term"),
    (models.not_in_glossary, {f"{ROOM}/models.py": MODEL, "docs/glossary.md": "| 井盖 |"}, "路灯"),
    (models.pointing_up, {"ningju/rooms/places/models.py": 'a = ForeignKey("issues.Issue")\n'}, "issues."),
    (models.pointing_up, {f"{ROOM}/models.py": 'a = TenantForeignKey("needs.Need", 1)\n'}, "needs.Need"),
    (models.pointing_up, {"ningju/ground/models.py": 'a = ForeignKey(to="places.Place")\n'}, "places.Place"),
    (models.hidden_behaviour, {"ningju/a.py": "from django.db.models.signals import post_save\n"}, "signal"),
    (models.hidden_behaviour, {"ningju/a.py": "from django.dispatch import receiver\n"}, "signal"),
    (models.hidden_behaviour, {"ningju/a.py": f"{MODEL}    def save(self, *args):\n        ...\n"}, "save"),
    (
        models.hidden_behaviour,
        {"ningju/a.py": "from django.contrib.contenttypes.fields import GenericForeignKey\n"},
        "generic foreign key",
    ),
    (manners.vague_names, {"ningju/utils.py": ""}, "says nothing"),
    (manners.vague_names, {"ningju/common/lamp.py": ""}, "ningju/common"),
    (manners.unfinished, {"ningju/a.py": "x = 1  # TO" "DO later\n"}, "later"),
    (manners.unfinished, {"ningju/a.html": "<!-- FIX" "ME -->\n"}, "a.html:1"),
    (manners.left_out_tests, {"tests/test_a.py": "@pytest.mark.sk" "ip\ndef test_a(): ...\n"}, "mark."),
    (manners.left_out_tests, {"tests/test_a.py": "def test_a():\n    pytest.sk" "ip()\n"}, "pytest."),
    (manners.tests_that_show_nothing, {"tests/test_a.py": "def test_a():\n    run()\n"}, "asserts nothing"),
    (manners.swallowed, {"ningju/a.py": "try:\n    x()\nexcept Exception:\n    pass\n"}, "swallowed"),
    (privacy.forbidden_in_code, {f"{ROOM}/models.py": f"{MODEL}    ethnicity = CharField()\n"}, "ethnicity"),
    (privacy.forbidden_in_code, {f"{ROOM}/models.py": f'{MODEL}    a = CharField("民族")\n'}, "民族"),
    (privacy.forbidden_in_code, {f"{ROOM}/models.py": f"{MODEL}    is_party_member = b()\n"}, "party_member"),
    (privacy.forbidden_in_code, {f"{ROOM}/models.py": f"{MODEL}    积极分子 = b()\n"}, "积极分子"),
    (privacy.forbidden_in_code, {"ningju/a.py": 'class A(TextChoices):\n    B = "religious"\n'}, "religious"),
    (privacy.forbidden_in_code, {"ningju/a.py": 'class AForm(Form):\n    a = C(label="身份证")\n'}, "身份证"),
    (privacy.forbidden_in_code, {"ningju/a.py": 'self.fields["id_card"] = C()\n'}, "id_card"),
    (privacy.forbidden_in_code, {f"{ROOM}/models.py": f"{MODEL}    tags = m()\n"}, "tags"),
    (privacy.forbidden_in_templates, {"ningju/a.html": '<input name="nationality">'}, "nationality"),
    (privacy.forbidden_in_templates, {"ningju/a.html": "<label for='a'>籍贯</label>"}, "籍贯"),
    (privacy.forbidden_in_packs, {"ningju/packs/a/people.csv": "slug,民族\n"}, "民族"),
    (privacy.forbidden_in_packs, {"ningju/packs/a/pack.toml": "[a]\nreligion = 1\n"}, "religion"),
    (settings.undocumented, {"ningju/a.py": 'environment.text("NINGJU_LAMP")\n'}, "NINGJU_LAMP is read"),
    (settings.undocumented, {"ningju/a.py": 'os.environ["LAMP"]\n'}, "LAMP is read"),
    (settings.undocumented, {"docs/settings.md": "`NINGJU_GONE`", "ningju/a.py": ""}, "nothing reads it"),
    (rows.broken_rows, {"docs/rows.toml": ROW, "tests/test_lamp.py": ""}, "which is gone"),
    (rows.broken_rows, {"docs/rows.toml": "[C5]\ntests = []\n"}, "names no test"),
    (rows.broken_rows, {"docs/rows.toml": ROW.replace("C5", "C99")}, "no row of the inventory"),
    (rows.broken_rows, {"docs/rows.toml": "[C5\n"}, "docs/rows.toml"),
    (rows.broken_rows, {}, "not there"),
    (sealed.read_past_the_door, {f"{ROOM}/web/views.py": "x = row.phone_sealed\n"}, "phone_sealed"),
    (sealed.read_past_the_door, {f"{ROOM}/access.py": 'x = getattr(row, "phone_sealed")\n'}, "phone_sealed"),
    (sealed.read_past_the_door, {f"{ROOM}/access.py": "x = rows.filter(phone_sealed=b)\n"}, "phone_sealed"),
    (sealed.read_past_the_door, {f"{ROOM}/a.py": "import ningju.rooms.privacy.vault.keys\n"}, "privacy room"),
]
SOUND: list[tuple[Guard, dict[str, str]]] = [
    (size.too_long, {"ningju/a.py": "x = 1\n" * 400, "ningju/b.py": LONG.replace("    step()\n", "", 1)}),
    (imports.foreign_below, {"ningju/kernel/a.py": "import datetime\nfrom ningju.kernel import codes\n"}),
    (models.without_term, {f"{ROOM}/models.py": MODEL}),
    (models.not_in_glossary, {f"{ROOM}/models.py": MODEL, "docs/glossary.md": "| 路灯 | lamp |"}),
    (models.pointing_up, {f"{ROOM}/models.py": 'a = ForeignKey("places.Place")\n'}),
    (models.pointing_up, {f"{ROOM}/models.py": 'a = ForeignKey("issues.Issue")\n'}),
    (manners.swallowed, {"ningju/a.py": "try:\n    x()\nexcept OSError:\n    pass\n"}),
    (privacy.forbidden_in_code, {f"{ROOM}/models.py": f'{MODEL}    a = C("民族议事厅")\n    stage = C()\n'}),
    (settings.undocumented, {"docs/settings.md": "`NINGJU_A`", "ningju/a.py": 'environ.get("NINGJU_A")\n'}),
    (rows.broken_rows, {"docs/rows.toml": ROW, "tests/test_lamp.py": RULE_OF_ROW}),
    (sealed.read_past_the_door, {f"{ROOM}/models.py": "x = Q(phone_sealed=None)\nopen_sealed(row)\n"}),
    (sealed.read_past_the_door, {"ningju/rooms/privacy/a.py": "x = row.phone_sealed\n"}),
]


@pytest.mark.parametrize(("guard", "files", "told"), BROKEN)
def test_a_broken_rule_is_caught(guard: Guard, files: dict[str, str], told: str, tmp_path: Path) -> None:
    (tmp_path / "ningju" / "rooms").mkdir(parents=True)
    (tmp_path / "tests").mkdir()

    findings = guard(plant(tmp_path, files))

    assert [finding for finding in findings if told in finding], findings


@pytest.mark.parametrize(("guard", "files"), SOUND)
def test_what_keeps_the_rule_is_left_in_peace(guard: Guard, files: dict[str, str], tmp_path: Path) -> None:
    assert guard(plant(tmp_path, files)) == []
