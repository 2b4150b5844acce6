"""What a pack holds, once read: frozen rows that know the line they came from."""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from ningju.jobs.packs.offsets import Offset
from ningju.kernel.hours import OpeningHours
from ningju.kernel.text import Bilingual

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the source, shown with where it comes from and never computed (引用数字)."""

    slug: str
    value: str
    name: Bilingual
    source: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralSetUp:
    """The service centre and the demo holder of its sealed inbox (报到信箱), from pack.toml."""

    line: int
    place: str
    phone: str
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityWords:
    """The community's own words and switches (社区文字与开关), from pack.toml."""

    slug: str
    name: Bilingual
    short_name: Bilingual
    city: Bilingual
    programme: Bilingual
    programme_since_year: int
    home_since_year: int | None
    birthplace: Bilingual
    motto: Bilingual
    slogan: Bilingual
    about: Bilingual
    provenance: Bilingual
    demo_label: Bilingual
    map_note: Bilingual
    phone: str
    is_demo: bool
    modules: tuple[str, ...]
    figures: tuple[Figure, ...]
    referral: ReferralSetUp | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One theme block (主题街区): its ring is (longitude, latitude), WGS-84."""

    line: int
    slug: str
    name: Bilingual
    theme: Bilingual
    colour: str
    ring: Ring


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShape:
    """One line or area of the illustrative map (示意图): street, water, park or outline."""

    line: int
    kind: str
    name: Bilingual
    width: float
    is_area: bool
    points: Ring


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One dated event (大事记); ``precision`` is day, month or year, the rest of the date is 1."""

    line: int
    slug: str
    happened_on: date
    precision: str
    title: Bilingual
    text: Bilingual
    source: Bilingual
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body that hosts, partners, delivers or handles cases (组织)."""

    line: int
    slug: str
    kind: str
    name: Bilingual
    description: Bilingual
    handles_cases: bool
    is_invented: bool
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A station, building, dispatch site, counter, lunch point, service site or crowd spot (地点)."""

    line: int
    slug: str
    kind: str
    level: str
    name: Bilingual
    address: Bilingual
    lat_deg: float
    lon_deg: float
    block: str
    parent: str
    host: str
    brand: str
    stand_up: time | None
    short: str
    price_low_fen: int | None
    price_high_fen: int | None
    rider_price_fen: int | None
    is_model: bool
    provenance: str
    hours: OpeningHours | None
    note: Bilingual
    outside_reason: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Amenity:
    """Something to use at a place (设施), with its status and when somebody last looked."""

    line: int
    place: str
    kind: str
    count: int | None
    status: str
    confirmed: Offset | None
    note: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What can be done at a counter (事项), and the papers to bring."""

    line: int
    place: str
    slug: str
    name: Bilingual
    papers: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of hazard or need (分类), the words that suggest it, and who answers by when."""

    line: int
    code: str
    kind: str
    name: Bilingual
    keywords_zh: tuple[str, ...]
    keywords_en: tuple[str, ...]
    is_danger: bool
    call: tuple[str, ...]
    call_words: Bilingual
    allowed_working_days: int | None
    allowed_hours: int | None
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStory:
    """A hazard or need that somebody told (事项): words, where, when; what came of it is in the steps."""

    line: int
    slug: str
    category: str
    words: Bilingual
    place: str
    where: Bilingual
    lat_deg: float | None
    lon_deg: float | None
    via: str
    asked: Offset

    @property
    def is_by_proxy(self) -> bool:
        """Say whether staff wrote it down for the asker."""
        return self.via != "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act in the life of a case or need (经过): when, what, by whom, and the words for the asker."""

    line: int
    case: str
    at: Offset
    act: str
    by: str
    to: str
    words: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something a partner offers (资源): how many, when, on what conditions."""

    line: int
    slug: str
    category: str
    title: Bilingual
    offered_by: str
    place: str
    capacity: int
    status: str
    when: Bilingual
    conditions: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """A task for volunteers (志愿任务), by the effort it takes."""

    line: int
    slug: str
    title: Bilingual
    words: Bilingual
    effort: str
    place: str
    host: str
    starts: Offset
    ends: Offset
    wanted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CareStory:
    """Somebody invented who joined the care register of a demo (演示关怀登记); never a real person."""

    line: int
    slug: str
    nickname: str
    themes: tuple[str, ...]
    rhythm: str
    way: str
    via: str
    unit: str
    joined: Offset
    phone: str
    address: str
    words: Bilingual
    asks: str
    asks_words: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSignIn:
    """A demo sign-in (演示账号), named by role; it exists in demo mode only."""

    line: int
    username: str
    role: str
    organisation: str
    name: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A neighbourhood, checked whole."""

    path: Path
    community: CommunityWords
    blocks: tuple[Block, ...]
    shapes: tuple[MapShape, ...]
    timeline: tuple[TimelineItem, ...]
    organisations: tuple[Organisation, ...]
    places: tuple[Place, ...]
    amenities: tuple[Amenity, ...]
    matters: tuple[Matter, ...]
    categories: tuple[Category, ...]
    cases: tuple[CaseStory, ...]
    needs: tuple[CaseStory, ...]
    steps: tuple[Step, ...]
    resources: tuple[Resource, ...]
    opportunities: tuple[Opportunity, ...]
    care: tuple[CareStory, ...]
    staff: tuple[StaffSignIn, ...]

    @property
    def outline(self) -> Ring:
        """Return the ring of the community's outline."""
        return next(shape.points for shape in self.shapes if shape.kind == "outline")

    def steps_of(self, slug: str) -> tuple[Step, ...]:
        """Return the steps of one case or need, in the order of the file."""
        return tuple(step for step in self.steps if step.case == slug)
