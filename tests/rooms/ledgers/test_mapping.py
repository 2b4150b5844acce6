"""Which column is which: proposed with a reason, decided by a person."""

import pytest

from ningju.rooms.ledgers.declared import LEDGERS, ORGANISATIONS, PLACES, RESOURCES
from ningju.rooms.ledgers.mapping import mapping_of, problems_of_mapping, propose


@pytest.mark.parametrize(
    ("header", "column", "reason"),
    [
        ("名称", "name_zh", "列名一样"),
        ("纬 度", "lat_deg", "列名一样"),
        ("ＬＡＴ", "lat_deg", "列名一样"),
        ("经度（WGS84）", "lon_deg", "去掉括号后列名一样"),
        ("楼宇详细地址", "address_zh", "列名里有“详细地址”"),
        ("opening hours", "hours", "列名一样"),
        ("建成年份", "", "没有对得上的列，不导入"),
        ("kindness", "", "没有对得上的列，不导入"),
    ],
)
def test_a_column_is_proposed_with_its_reason(header: str, column: str, reason: str) -> None:
    (proposal,) = propose([header], PLACES)

    assert (proposal.column, proposal.reason.zh) == (column, reason)
    assert proposal.reason.en


def test_the_format_of_a_pack_is_understood_as_it_is() -> None:
    header = [column.name for column in PLACES.columns]

    assert mapping_of(propose(header, PLACES)) == {name: name for name in header}


def test_each_of_our_columns_is_proposed_once_and_the_better_name_wins() -> None:
    proposals = propose(["单位名称", "名称"], ORGANISATIONS)

    assert [proposal.column for proposal in proposals].count("name_zh") == 1


def test_a_choice_without_a_needed_column_or_with_one_twice_is_told_in_both_languages() -> None:
    problems = problems_of_mapping({"a": "title_zh", "b": "title_zh", "c": "income"}, RESOURCES)

    told = " ".join(f"{problem.zh} {problem.en}" for problem in problems)
    for word in ("title_zh", "income", "category", "organisation", "capacity", "选了两次", "缺“数量”"):
        assert word in told


def test_p2_no_ledger_has_a_column_about_a_person() -> None:
    names = {column.name for ledger in LEDGERS.values() for column in ledger.columns}

    assert set(LEDGERS) == {"places", "organisations", "resources"}
    assert not names & {
        "contact",
        "contact_name",
        "person",
        "gender",
        "age",
        "birthday",
        "mobile",
        "id_card",
        "tags",
    }
