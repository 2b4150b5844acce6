"""How often one address may ask, counted without keeping the address."""

import threading

import pytest
from django.test.client import RequestFactory
from pytest_django.fixtures import Settings

from ningju.ground.limits import (
    DAY_S,
    HOUR_S,
    MOST_COUNTERS,
    AddressCounter,
    TooMany,
    address_of,
    network_of,
    refuse_spent,
    take,
)

HOME = "198.51.100.7"


def test_askings_count_per_limit_and_address() -> None:
    counter = AddressCounter()

    assert [counter.add("say", HOME, now_s=0), counter.add("say", HOME, now_s=1)] == [1, 2]
    assert counter.add("tap", HOME, now_s=1) == 1
    assert counter.add("say", "198.51.100.8", now_s=1) == 1


def test_an_hour_later_the_count_begins_anew() -> None:
    counter = AddressCounter()
    counter._renew(0)
    counter.add("say", HOME, now_s=1)

    assert counter.add("say", HOME, now_s=HOUR_S + 1) == 1


def test_after_a_day_the_key_is_another_one() -> None:
    counter = AddressCounter()
    counter._renew(0)
    former = counter._key

    counter.add("say", HOME, now_s=DAY_S + 1)

    assert counter._key != former


def test_the_address_itself_is_never_kept() -> None:
    counter = AddressCounter()
    counter.add("say", HOME)

    assert HOME not in repr(vars(counter))
    assert HOME.encode() not in b"".join(digest for _limit, digest in counter._counts)


def test_two_processes_know_the_same_address_by_different_digests() -> None:
    one, other = AddressCounter(), AddressCounter()
    one.add("say", HOME)
    other.add("say", HOME)

    assert one._counts.keys().isdisjoint(other._counts.keys())


def test_the_counters_never_grow_beyond_their_room() -> None:
    counter = AddressCounter()
    counter._renew(0)
    counter._counts = {("say", number.to_bytes(4, "big")): 1 for number in range(MOST_COUNTERS)}

    counter.add("say", HOME, now_s=1)

    assert len(counter._counts) == 1


def test_askings_from_several_threads_are_all_counted() -> None:
    counter = AddressCounter()

    def ask() -> None:
        for _ in range(200):
            counter.add("say", HOME)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counter.add("say", HOME) == 1601


def test_asking_once_too_often_is_refused(settings: Settings) -> None:
    settings.NINGJU_LIMIT_FACTOR = 1
    request = RequestFactory().post("/")
    take(request, "only_here", per_hour=1)

    with pytest.raises(TooMany):
        take(request, "only_here", per_hour=1)


def test_another_address_of_the_same_ipv6_line_is_no_fresh_start(settings: Settings) -> None:
    settings.NINGJU_LIMIT_FACTOR = 1
    take(RequestFactory().post("/", REMOTE_ADDR="2001:db8::1"), "only_here", per_hour=1)
    neighbour = RequestFactory().post("/", REMOTE_ADDR="2001:db8::ffff")

    with pytest.raises(TooMany):
        take(neighbour, "only_here", per_hour=1)
    with pytest.raises(TooMany):
        refuse_spent(neighbour, "only_here", per_hour=1)


def test_ipv4_written_as_ipv6_does_not_put_everybody_into_one_line() -> None:
    assert network_of("::ffff:198.51.100.7") == network_of(HOME) == HOME
    assert network_of("::ffff:198.51.100.7") != network_of("::ffff:198.51.100.8")
    assert network_of("not an address") == "not an address"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (False, "203.0.113.1", HOME),
        (True, "203.0.113.1", "203.0.113.1"),
        (True, "6.6.6.6, 203.0.113.1", "203.0.113.1"),
        (True, "", HOME),
    ],
    ids=["untrusted header", "proxy", "forged in front of the proxy", "no header"],
)
def test_an_address_comes_from_a_proxy_only_if_it_is_trusted(
    settings: Settings, trusted: bool, forwarded: str, expected: str
) -> None:
    settings.NINGJU_TRUST_PROXY = trusted
    headers = {"x-forwarded-for": forwarded} if forwarded else {}

    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=HOME)

    assert address_of(request) == expected
