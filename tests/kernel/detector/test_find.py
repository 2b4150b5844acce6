"""What the detector finds and what it lets pass, measured on written lists and on disguises."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ningju.kernel.detector import (
    ColumnWatch,
    find_forbidden,
    find_forbidden_header,
    find_forbidden_in_row,
    find_forbidden_parameter,
)
from ningju.kernel.detector.nationalities import NAMES

HERE = Path(__file__).parent
MOST_FALSE_ALARMS = 0.01
#: What was measured at first sight on the lists that were written after the words were settled.
LATER_MISSES, LATER_FALSE_ALARMS = 0.02, 0.05


def lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text(encoding="utf-8").split("\n") if line]


def missed(name: str) -> list[str]:
    return [line for line in lines(name) if not find_forbidden(line)]


def alarmed(name: str) -> list[str]:
    return [line for line in lines(name) if find_forbidden(line)]


def test_p3_no_forbidden_line_is_missed() -> None:
    assert len(set(lines("forbidden.txt"))) >= 300
    assert missed("forbidden.txt") == []


def test_p3_at_most_one_harmless_line_in_a_hundred_is_taken_for_forbidden() -> None:
    harmless = set(lines("harmless.txt"))

    assert len(harmless) >= 300
    assert len(alarmed("harmless.txt")) <= MOST_FALSE_ALARMS * len(harmless)


def test_p3_on_lists_that_no_word_was_chosen_for_it_holds_as_well_as_was_measured() -> None:
    forbidden, harmless = lines("later_forbidden.txt"), lines("later_harmless.txt")

    assert len(set(forbidden)) >= 60
    assert len(set(harmless)) >= 60
    assert len(missed("later_forbidden.txt")) <= LATER_MISSES * len(forbidden)
    assert len(alarmed("later_harmless.txt")) <= LATER_FALSE_ALARMS * len(harmless)


def test_p3_all_56_nationalities_are_found_by_name() -> None:
    assert len(set(NAMES)) == 56
    assert [name for name in NAMES if not find_forbidden(f"三楼那户是{name}族")] == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("族别：回", "nationality", "族别"),
        ("她是穆斯林", "religion", "穆斯林"),
        ("老张是党员", "party", "党员"),
        ("证号 11010519491231002X 已看", "id_number", "11010519491231002X"),
        ("残疾等级二", "health", "残疾等级"),
        ("上访户", "stability", "上访户"),
        ("籍贯安徽", "origin", "籍贯"),
        ("活动轨迹", "track", "轨迹"),
    ],
)
def test_p3_a_finding_says_its_kind_and_the_words_where_they_stand(text: str, kind: str, words: str) -> None:
    found = find_forbidden(text)[0]

    assert (found.kind, found.words) == (kind, words)
    assert text[found.start : found.end] == words


@given(st.lists(st.sampled_from([" ", "\u3000", "\u200b", "-", "·", "*", "/"]), min_size=3, max_size=3))
def test_p3_marks_between_the_characters_hide_nothing(marks: list[str]) -> None:
    disguised = "维" + marks[0] + "吾" + marks[1] + "尔" + marks[2] + "族"

    assert [found.kind for found in find_forbidden(f"住户{disguised}")] == ["nationality"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_at_all_can_be_read_and_a_finding_lies_within_it(text: str) -> None:
    for found in find_forbidden(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.words == text[found.start : found.end] or found.words == text.strip()


@given(st.lists(st.sampled_from([*lines("harmless.txt"), *lines("forbidden.txt")]), min_size=1, max_size=6))
def test_a_row_read_at_once_tells_the_same_as_its_cells_one_by_one(cells: list[str]) -> None:
    one_by_one = [(place, found) for place, cell in enumerate(cells) for found in find_forbidden(cell)]

    assert find_forbidden_in_row(cells) == one_by_one


@pytest.mark.parametrize(
    "text",
    [
        "住户回\u0336族\u0336", "回\U000e0101族", "回\u2800族", "回（族）", "（回）族", "【藏】族",
        "共产党（员）", "囘族", "回zu", "hui族", "Huí zú 回zú", "住户是huizu", "Huízú", "zàngzú", "weiwu'er",
        "Wei-wu 维zu",
        "shaoshu minzu", "minzu: hui", "мuslіm people", "she is а tibеtаn", "Ouïgours", "ethníc group",
        "zhonggong dangyuan", "musilin", "zhengzhi mianmao", "哈薩克族", "鄂倫春族",
    ],
)  # fmt: skip
def test_p3_letters_that_look_alike_pinyin_marks_and_brackets_hide_nothing(text: str) -> None:
    assert find_forbidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "Minzu University of China", "Minzu Road 12", "Huizu restaurant", "Weiwuer lamb noodles", "yizu 一组",
        "manzu keren 满足客人", "Привет, мы на кухне", "Ελληνικό καφέ", "café crème", "上班（族）群",
        "退回（员工自理）", "SOHO一族", "党群（员工）之家", "dangyuan 路口", "Jiduo tu 图", "Łódź",
        "naïve résumé", "zu lin 租赁",
        "蘭州拉面", "東鄉餐館",
    ],
)  # fmt: skip
def test_p3_and_what_only_looks_like_it_passes(text: str) -> None:
    assert find_forbidden(text) == []


@pytest.mark.parametrize(
    "cells", [["王", "回", "族"], ["王", "维吾尔", " 族 "], ["李", "党", "员"], ["x", "佛教", "徒"]]
)
def test_p3_a_word_torn_into_two_cells_is_read_whole(cells: list[str]) -> None:
    assert [place for place, _found in find_forbidden_in_row(cells)] == [1]
    assert find_forbidden_in_row([cells[0], "上班", cells[2]]) == []


@pytest.mark.parametrize(
    "header",
    [
        "民族",
        "民 族",
        "民族*",
        "族别",
        "少数民族",
        "是否少数民族",
        "Ethnicity",
        "ethnicGroup",
        "ETHNIC_GROUP",
        "nation",
        "nationality",
        "minzu",
        "宗教信仰",
        "religion",
        "政治面貌",
        "是否党员",
        "所在党支部",
        "party",
        "partyMember",
        "身份证",
        "身份证号码",
        "证件号",
        "ID card",
        "idNumber",
        "sfzh",
        "健康状况",
        "残疾等级",
        "disability",
        "稳定等级",
        "重点人员",
        "stability_level",
        "籍贯",
        "户籍地",
        "native place",
        "轨迹",
        "trajectory",
        "track",
        "人脸",
        "政冶面貌（党员）",
    ],
)
def test_p3_a_forbidden_header_is_found_however_it_is_written(header: str) -> None:
    assert find_forbidden_header(header)


@pytest.mark.parametrize(
    "header",
    [
        "group",
        "slug",
        "name_zh",
        "名称",
        "地址",
        "地址（中文）",
        "party_mass_centre",
        "民族议事厅排期",
        "党群服务站",
        "经度",
        "纬度",
        "host",
        "编号",
        "id",
        "站点编号",
        "description",
        "capacity",
        "national_day_hours",
        "残疾人停车位",
        "disabled_toilet",
        "户籍窗口电话",
        "third_party",
        "original_name",
        "满座时间",
        "回访",
        "藏书量",
        "brand",
        "state",
    ],
)
def test_p3_a_harmless_header_passes(header: str) -> None:
    assert find_forbidden_header(header) == []


@pytest.mark.parametrize(
    "name", ["ethnicity", "ethnic", "nation", "nationality", "religion", "party", "民族", "minzu", "id_card"]
)
def test_t7_a_parameter_that_asks_for_a_persons_attribute_is_found(name: str) -> None:
    assert find_forbidden_parameter(name)


@pytest.mark.parametrize(
    "name", ["near", "at", "with", "pile", "page", "q", "origin", "track", "lat_deg", "view"]
)
def test_t7_a_parameter_of_our_own_pages_passes(name: str) -> None:
    assert find_forbidden_parameter(name) == []


def watched(*cells: str) -> bool:
    watch = ColumnWatch()
    for cell in cells:
        watch.see(cell)
    return watch.is_roster


def test_t3_a_column_of_short_forms_is_a_roster_though_no_cell_tells() -> None:
    assert find_forbidden_in_row(["汉", "满"]) == []
    assert watched("汉", "汉", "", "回", "满", "汉")


@pytest.mark.parametrize(
    "cells", [("满", "空", "满"), ("白", "水"), ("回", "未回", "回"), ("高山",), ("汉", "新华里三号")]
)
def test_short_words_that_are_no_roster_pass(cells: tuple[str, ...]) -> None:
    assert not watched(*cells)


@pytest.mark.parametrize(
    "number", ["110105194912310021", "990105194912310026", "110105194913310024", "11010519491231"]
)
def test_digits_with_a_wrong_check_region_or_day_are_no_identity_number(number: str) -> None:
    assert find_forbidden(number) == []


def test_a_hundred_thousand_rows_pass_in_a_few_seconds() -> None:
    row = [
        "hub_1201",
        "station",
        "兆丰枢纽站",
        "Zhaofeng Hub",
        "安化路492号三楼",
        "492 Anhua Road",
        "31.2199",
        "121.4111",
        "门口左手边能停电瓶车，进门就是饮水机。",
        "Park left of the door; the water is just inside.",
    ]

    def seconds_for_two_thousand() -> float:
        started_s = time.process_time()
        for number in range(2_000):
            assert find_forbidden_in_row([*row, str(number)]) == []
        return time.process_time() - started_s

    # The best of three: on a machine that tests on all cores a single run says more about its neighbours.
    assert min(seconds_for_two_thousand() for _ in range(3)) * 50 < 20


@given(st.floats(18, 54), st.floats(73, 136), st.integers(4, 17))
def test_no_coordinate_of_the_country_is_taken_for_an_identity_number(
    lat: float, lon: float, digits: int
) -> None:
    assert find_forbidden(f"{lat:.{digits}f}") == []
    assert find_forbidden(f"{lon:.{digits}f},{lat:.{digits}f}") == []
