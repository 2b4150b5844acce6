"""How big a made-up city is, and how its places and cases are spread over communities."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """What one community gets."""

    slug: str
    places: int
    cases: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Totals of a city; the first community is the largest."""

    communities: int
    places: int
    cases: int
    largest_places: int
    largest_cases: int

    def shares(self) -> list[Share]:
        """Return every community's share; together they make the totals exactly."""
        others = self.communities - 1
        places = spread(self.places - self.largest_places, others)
        cases = spread(self.cases - self.largest_cases, others)
        rest = [Share(f"bench-{i + 2:03d}", places[i], cases[i]) for i in range(others)]
        return [Share("bench-001", self.largest_places, self.largest_cases), *rest]


def spread(total: int, parts: int) -> list[int]:
    """Split a total into parts between half and one and a half times their mean, large ones first.

    >>> spread(10, 4)
    [4, 3, 2, 1]
    """
    weights = [1.5 - i / max(parts - 1, 1) for i in range(parts)]
    whole = [int(total * weight / sum(weights)) for weight in weights]
    for i in range(total - sum(whole)):
        whole[i % parts] += 1
    return whole


WHOLE = Plan(communities=300, places=10_000, cases=200_000, largest_places=200, largest_cases=20_000)
SMALL = Plan(communities=3, places=40, cases=400, largest_places=24, largest_cases=300)
