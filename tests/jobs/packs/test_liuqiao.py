"""The second pack is another neighbourhood, whole in itself."""

import re

from ningju.jobs.packs.contents import Pack

FIRST_COMMUNITY = re.compile(
    "huayang|华阳|中山|zhongshan|凝聚|cohesion|长宁|changning|上海|shanghai|东华|donghua|兆丰|暖新巢",
    re.IGNORECASE,
)


def test_it_is_small_and_has_one_of_each(liuqiao: Pack) -> None:
    assert len(liuqiao.blocks) == 1
    assert len(liuqiao.places) == 6
    assert len(liuqiao.cases) + len(liuqiao.needs) == 5


def test_no_word_of_the_first_community_stands_in_it(liuqiao: Pack) -> None:
    files = sorted(path for path in liuqiao.path.iterdir() if path.is_file())

    found = {path.name: FIRST_COMMUNITY.findall(path.read_text(encoding="utf-8")) for path in files}

    assert len(found) > 10
    assert {name: words for name, words in found.items() if words} == {}


def test_the_check_for_words_of_the_first_community_would_find_them(huayang: Pack) -> None:
    text = (huayang.path / "places.csv").read_text(encoding="utf-8")

    assert FIRST_COMMUNITY.search(text)


def test_everything_in_it_is_invented(liuqiao: Pack) -> None:
    assert {place.provenance for place in liuqiao.places} == {"invented"}
    assert all(organisation.is_invented for organisation in liuqiao.organisations)


def test_no_door_code_is_used_in_both_packs(huayang: Pack, liuqiao: Pack) -> None:
    assert not {place.short for place in huayang.places} & {place.short for place in liuqiao.places}
