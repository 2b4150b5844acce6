"""A broken pack is refused whole, and each problem says the file, the line, the column and the mend."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ningju.jobs.packs.problems import PackError, Problem
from ningju.jobs.packs.read import read_pack

Change = Callable[[str, str, str], None]
Refusal = Callable[[], tuple[Problem, ...]]

# file, what stands there, what breaks it, then the line, the column and a word of the mend
BREAKS = {
    "unknown kind": ("places.csv", ",lunch_point,", ",canteen,", 6, "kind", "use one of"),
    "unknown level": ("places.csv", ",station,central,", ",station,top,", 3, "level", "use one of"),
    "station without level": ("places.csv", ",station,micro,", ",station,,", 4, "level", "needs a level"),
    "building with level": ("places.csv", ",counter,,", ",counter,hub,", 5, "level", "have none"),
    "hours that have no name": ("places.csv", ",teahouse,", ",tea_house,", 4, "hours", "has no"),
    "no hours": ("places.csv", ",teahouse,", ",,", 4, "hours", "needs opening hours"),
    "hours in bad JSON": ("places.csv", ",teahouse,", ",{week:,", 4, "hours", "not JSON"),
    "place outside": ("places.csv", "30.5019,", "30.6019,", 4, "lat_deg", "outside the outline"),
    "no degrees": ("places.csv", "30.5019,", "north,", 4, "lat_deg", "decimal degrees"),
    "repeated slug": ("places.csv", "\nwillow_teahouse,", "\nbridge_station,", 4, "slug", "repeats line 3"),
    "repeated door code": ("places.csv", ",lq03,", ",lq02,", 4, "short", "repeats line 3"),
    "unknown block": ("places.csv", "123.5027,willow_shade", "123.5027,oak_shade", 4, "block", "has no"),
    "no block": ("places.csv", "123.5027,willow_shade", "123.5027,", 4, "block", "name the block"),
    "unknown parent": ("places.csv", ",bridge_house,bridge", ",bridge_hous,bridge", 3, "parent", "has no"),
    "unknown host": ("places.csv", ",willow_tea,", ",willow_teas,", 4, "host", "has no"),
    "unknown brand": ("places.csv", ",ducks,", ",geese,", 7, "brand", "has no"),
    "no stand-up time": ("places.csv", ",09:50,", ",,", 7, "stand_up", "stand_up time"),
    "bad stand-up time": ("places.csv", ",09:50,", ",9.50,", 7, "stand_up", "time of day"),
    "price upside down": ("places.csv", ",1200,2000,", ",2200,2000,", 6, "price_high_fen", "below"),
    "no price": ("places.csv", ",1200,2000,", ",,,", 6, "price_low_fen", "price in fen"),
    "model that is no lunch point": ("places.csv", ",invented,teahouse", "yes,invented,teahouse",
                                     4, "is_model", "only a lunch point"),
    "missing English": ("places.csv", ",Willow Shade Teahouse,", ",,", 4, "name_en", "English"),
    "name too long": ("places.csv", ",柳荫茶馆,", f",{'柳' * 81},", 4, "name_zh", "at most 80"),
    "missing Chinese": ("places.csv", ",柳荫茶馆,", ",,", 4, "name_zh", "Chinese"),
    "unknown amenity": ("amenities.csv", ",microwave,", ",sauna,", 5, "kind", "use one of"),
    "unknown status": ("amenities.csv", ",broken,", ",tired,", 5, "status", "use one of"),
    "amenity twice": ("amenities.csv", "bridge_station,seats,", "bridge_station,water,",
                      3, "kind", "repeats"),
    "bad offset": ("amenities.csv", ",-1d 12:00,", ",yesterday,", 5, "confirmed", "-3d 16:48"),
    "hour that no day has": ("amenities.csv", ",-1d 12:00,", ",-1d 24:00,", 5, "confirmed", "-3d 16:48"),
    "offset that may lie ahead": ("cases.csv", ",-5h", ",-0d 12:00", 2, "asked", "before the first load"),
    "task in the past": ("opportunities.csv", "+3d 09:00", "-3d 09:00", 2, "starts", "after the first load"),
    "task that ends first": ("opportunities.csv", "+3d 10:00", "+3d 08:00", 2, "ends", "later"),
    "unknown category": ("cases.csv", ",rubbish,", ",litter,", 4, "category", "has no"),
    "need under a hazard": ("needs.csv", ",ask,", ",road,", 3, "category", "kind need"),
    "case nowhere": ("cases.csv", "柳桥上,On the bridge,", ",,", 2, "place", "name a place"),
    "case outside": ("cases.csv", "30.5001,", "30.6001,", 2, "lat_deg", "outside the outline"),
    "half a point": ("cases.csv", "30.5001,", ",", 2, "lat_deg", "both degrees"),
    "matter at no counter": ("matters.csv", "bridge_counter,", "bridge_lunch,", 2, "place", "no counter"),
    "unknown organisation": ("staff.csv", ",coordinator,bridge_office", ",coordinator,bridge_offise",
                             3, "organisation", "has no"),
    "unknown role": ("staff.csv", ",coordinator,bridge", ",boss,bridge", 3, "role", "use one of"),
    "bad date": ("timeline.csv", ",2023-05,", ",2023-13,", 3, "on", "1994-04-17"),
    "dates out of order": ("timeline.csv", ",2023-05,", ",2020,", 3, "on", "sort by date"),
    "link that is none": ("timeline.csv", "虚构,invented,\nt", "虚构,invented,javascript:1\nt",
                          2, "link", "https"),
    "no capacity": ("resources.csv", ",3,available", ",0,available", 2, "capacity", "whole number"),
    "step of no case": ("steps.csv", "night_seat,", "day_seat,", 6, "case", "neither"),
    "step before the case": ("steps.csv", "loose_slab,-2d 13", "loose_slab,-2d 11", 2, "at", "later than"),
    "answer without words": ("steps.csv", "清了，以后一天两次。,Emptied; twice a day from now on.", ",",
                             4, "words_zh", "the asker reads"),
    "verdict by staff": ("steps.csv", "confirm,asker", "confirm,street_care", 5, "by", "by asker"),
    "act by no unit": ("steps.csv", "claim,street_care", "claim,willow_tea", 2, "by", "handles cases"),
    "undeclared move": ("steps.csv", ",claim,street_care", ",resume,street_care", 2, "act", "cannot resume"),
    "match with nothing": ("steps.csv", ",bridge_office,ladder,", ",bridge_office,,", 8, "to", "need a to"),
    "match with no resource": ("steps.csv", ",bridge_office,ladder,", ",bridge_office,hammer,",
                               8, "to", "there is no"),
    "bad hours": ("hours.toml", '"25:00"', '"31:00"', 7, "teahouse", "opening hours"),
    "unknown day": ("hours.toml", "week.weekdays", "week.workdays", 10, "weekday_counter", "hours"),
    "bad colour": ("blocks.geojson", "#4E7F6B", "green", 2, "colour", "#C4622D"),
    "block without a name": ("blocks.geojson", '"name_en": "Willow Shade"', '"name_en": ""',
                             2, "name", "English"),
    "unknown property": ("blocks.geojson", '"colour"', '"color"', 2, "color", "unknown property"),
    "unknown shape": ("streets.geojson", '"kind": "water"', '"kind": "canal"', 4, "kind", "use one of"),
    "two outlines": ("streets.geojson", '"kind": "park"', '"kind": "outline"', 0, "kind", "exactly one"),
    "degrees the wrong way round": ("streets.geojson", "[123.501, 30.4962]", "[30.4962, 123.501]",
                                    4, "geometry", "longitude, latitude"),
    "unknown module": ("pack.toml", "referral = false", "roster = false", 25, "modules.roster", "use"),
    "module neither on nor off": ("pack.toml", "referral = false", 'referral = "no"',
                                  25, "modules.referral", "true or false"),
    "another format": ("pack.toml", "format = 1", "format = 2", 2, "format", "format = 1"),
    "title without English": ("pack.toml", ', en = "Sample City"', "", 8, "city", "English"),
    "unknown key": ("pack.toml", "phone", "fone", 5, "fone", "unknown"),
    "too few keywords": ("categories.toml", '"路", "坑", "地砖", ', "", 6, "road.keywords_zh", "at least 8"),
    "keyword too long": ("categories.toml", '"坑"', f'"{"坑" * 21}"', 6, "road.keywords_zh", "too long"),
    "danger without a number": ("categories.toml", 'call = ["119", "110", "120"]', "call = []",
                                25, "danger.call", "needs 110"),
    "danger in working days": ("categories.toml", "allowed_hours = 2", "allowed_working_days = 2",
                               24, "danger.is_danger", "day and night"),
    "owner that is nobody": ("categories.toml", 'owner = "street_care"', 'owner = "nobody"',
                             3, "owner", "has no"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "line", "column", "mend"), BREAKS.values(), ids=BREAKS)
def test_each_break_is_named_where_it_stands(
    change: Change, problems: Refusal, file: str, old: str, new: str, line: int, column: str, mend: str
) -> None:
    change(file, old, new)

    found = problems()

    told = [(p.file, p.line, p.column) for p in found if mend in p.en and p.zh]
    assert (file, line, column) in told, "\n".join(map(str, found))


def test_missing_column_is_named(change: Change, problems: Refusal) -> None:
    change("organisations.csv", "handles_cases", "handles")

    told = {(p.line, p.column, p.en.split(";")[0]) for p in problems()}

    assert told == {(1, "handles_cases", "this column is missing"), (1, "handles", "unknown column")}


def test_repeated_column_is_refused(change: Change, problems: Refusal) -> None:
    change("organisations.csv", "phone", "kind")

    assert (1, "kind", "this column stands twice") in {(p.line, p.column, p.en) for p in problems()}


@pytest.mark.parametrize("header", ["民族", "ethnic_group", "Party-Member", "身份证号", "宗教信仰", "籍贯"])
def test_column_about_what_is_never_recorded_is_refused_by_name(
    copy: Path, problems: Refusal, header: str
) -> None:
    lines = (copy / "staff.csv").read_text(encoding="utf-8").splitlines()
    wider = [f"{lines[0]},{header}", *(f"{line},x" for line in lines[1:])]
    (copy / "staff.csv").write_text("\n".join(wider), encoding="utf-8")

    (problem,) = problems()

    assert (problem.file, problem.line, problem.column) == ("staff.csv", 1, header)
    assert "never recorded" in problem.en
    assert "从不登记" in problem.zh


def test_line_with_a_cell_too_many_is_refused(change: Change, problems: Refusal) -> None:
    change("matters.csv", "填一张表。", "填一张表,再签字")

    (problem, *_) = problems()

    assert (problem.file, problem.line) == ("matters.csv", 2)
    assert "7 cells where 6" in problem.en


def test_quotation_mark_left_open_is_refused(change: Change, problems: Refusal) -> None:
    change("matters.csv", "填一张表。", '"填一张表。')

    assert {(p.file, p.line) for p in problems()} == {("matters.csv", 2)}


def test_line_numbers_count_the_lines_within_a_cell(change: Change, problems: Refusal) -> None:
    change("amenities.csv", "在修。", '"在修。\n等配件。"')
    change("amenities.csv", "bridge_lunch,seats,40,ok", "bridge_lunch,seats,40,fine")

    (problem,) = problems()

    assert (problem.line, problem.column) == (11, "status")


def test_other_encoding_is_refused_with_the_line(copy: Path, problems: Refusal) -> None:
    text = (copy / "places.csv").read_text(encoding="utf-8")
    (copy / "places.csv").write_bytes(text.encode("gb18030"))

    (problem,) = [p for p in problems() if p.file == "places.csv"]

    assert problem.line == 2
    assert "UTF-8" in problem.zh
    assert "UTF-8" in problem.en


def test_byte_order_mark_of_a_spreadsheet_is_no_problem(copy: Path) -> None:
    for path in copy.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert len(read_pack(copy).places) == 6


def test_windows_line_ends_are_no_problem(copy: Path) -> None:
    for path in copy.glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert len(read_pack(copy).places) == 6


def test_nul_byte_is_refused(change: Change, problems: Refusal) -> None:
    change("amenities.csv", "在修。", "在\x00修。")

    (problem,) = problems()

    assert (problem.file, problem.line) == ("amenities.csv", 5)


def test_toml_that_cannot_be_read_is_refused_with_the_line(change: Change, problems: Refusal) -> None:
    change("pack.toml", "is_demo = true", "is_demo = = true")

    (problem,) = problems()

    assert (problem.file, problem.line) == ("pack.toml", 4)


def test_json_that_cannot_be_read_is_refused(copy: Path, problems: Refusal) -> None:
    (copy / "blocks.geojson").write_text('{"features": [}', encoding="utf-8")

    (problem,) = problems()

    assert (problem.file, problem.line) == ("blocks.geojson", 1)


@pytest.mark.parametrize("file", ["pack.toml", "places.csv", "streets.geojson", "categories.toml"])
def test_file_that_every_pack_needs_is_asked_for(copy: Path, problems: Refusal, file: str) -> None:
    (copy / file).unlink()

    assert (file, "this file is missing") in {(p.file, p.en) for p in problems()}


def test_file_spelt_wrong_is_not_passed_over(copy: Path, problems: Refusal) -> None:
    (copy / "amenities.csv").rename(copy / "amenites.csv")

    assert [p.file for p in problems()] == ["amenites.csv"]


def test_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no such folder"):
        read_pack(tmp_path / "nowhere")


def test_parents_that_go_round_in_a_circle_are_each_named(change: Change, problems: Refusal) -> None:
    change("places.csv", "123.4983,willow_shade,,", "123.4983,willow_shade,bridge_station,")

    told = [(p.line, p.column) for p in problems()]

    assert told == [(2, "parent"), (3, "parent")]


def test_place_inside_with_a_reason_for_being_outside_is_refused(change: Change, problems: Refusal) -> None:
    change("places.csv", "Open until one at night.,,", "Open until one at night.,河对岸,Across the river")

    assert [(p.line, p.column) for p in problems()] == [(4, "outside_reason_zh")]


def test_place_outside_with_a_reason_is_taken(change: Change, copy: Path) -> None:
    change("places.csv", "30.5019,123.5027,willow_shade", "30.6019,123.5027,")
    change("places.csv", "Open until one at night.,,", "Open until one at night.,河对岸,Across the river")

    assert len(read_pack(copy).places) == 6


def test_all_problems_are_told_at_once_in_order(change: Change, problems: Refusal) -> None:
    change("places.csv", ",lunch_point,", ",canteen,")
    change("places.csv", "30.5019,", "north,")
    change("amenities.csv", ",broken,", ",tired,")
    change("hours.toml", '"25:00"', '"31:00"')

    told = [(p.file, p.line, p.column) for p in problems()]

    assert told == sorted(told)
    assert set(told) == {
        ("places.csv", 6, "kind"),
        ("places.csv", 4, "lat_deg"),
        ("amenities.csv", 5, "status"),
        ("hours.toml", 7, "teahouse"),
    }


def test_refusal_reads_as_one_line_a_problem_in_both_languages(change: Change, copy: Path) -> None:
    change("places.csv", ",lq03,", ",LQ 03,")

    with pytest.raises(PackError) as refusal:
        read_pack(copy)

    assert str(refusal.value) == (
        "places.csv:4 short: 门口短码“LQ 03”要用 3–12 个小写字母或数字"
        ' / the door code "LQ 03" must be 3 to 12 lowercase letters or digits'
    )
