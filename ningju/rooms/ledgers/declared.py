"""The ledgers that can be brought in, as data: their columns, what people call them, how each is read."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ningju.rooms.ledgers import cells, vocabulary
from ningju.rooms.ledgers.cells import Reader

KEY = "slug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column that may be brought in (可导入的列); no other is.

    Attributes:
        name: our word for it.
        label: what people read.
        aliases: what tables call it, Chinese and English.
        reader: how a cell is read.
        is_required: whether it must be there and filled.
        empty: what an empty cell means.
        refers_to: the list in which its value must stand, or "".
    """

    name: str
    label: Promise
    aliases: tuple[str, ...]
    reader: Reader
    is_required: bool = False
    empty: Any = ""
    refers_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One kind of ledger (台账种类)."""

    kind: str
    name: Promise
    hint: Promise
    columns: tuple[Column, ...]
    known_by: str
    """The column from which the key is made where the table has none."""

    def column(self, name: str) -> Column | None:
        """Return a column by our word for it."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def required(self) -> list[Column]:
        """The columns that must be there."""
        return [column for column in self.columns if column.is_required]


def words(name: str, label: Promise, aliases: str, longest: int, *, is_required: bool = False) -> Column:
    """Return a column of text."""
    return Column(
        name=name,
        label=label,
        aliases=tuple(aliases.split("|")),
        reader=cells.text(longest),
        is_required=is_required,
    )


def column(name: str, label: Promise, aliases: str, reader: Reader, **more: Any) -> Column:
    """Return a column."""
    return Column(name=name, label=label, aliases=tuple(aliases.split("|")), reader=reader, **more)


def key(aliases: str) -> Column:
    """Return the column by which a row is known again."""
    return column(KEY, _("Number or short name (the row is known by it)"), aliases, cells.key_of)


ADDRESS, NOTE = "地址|详细地址|位置|门牌|address|address_zh", "备注|说明|提示|note|notes|remark|note_zh"
PRICE = cells.whole(0, 100_000)
ONE_OF_OURS = cells.text(120)

PLACES = Ledger(
    kind="places",
    name=_("Places"),
    hint=_("Stations, buildings, dispatch sites, counters, lunch points."),
    known_by="name_zh",
    columns=(
        key("编号|地点编号|站点编号|楼宇编号|序号编码|代码|编码|短名|slug|code|id|no|key"),
        column(
            "kind",
            _("Kind"),
            "类型|类别|种类|地点类型|kind|type",
            cells.one_of(vocabulary.PLACE_KINDS),
            is_required=True,
        ),
        column(
            "level", _("Level of a station"), "级别|层级|四级|站点级别|level", cells.one_of(vocabulary.LEVELS)
        ),
        words(
            "name_zh",
            _("Name, Chinese"),
            "名称|中文名|中文名称|地点名称|站点名称|楼宇名称|点位名称|name|name_zh|title",
            80,
            is_required=True,
        ),
        words("name_en", _("Name, English"), "英文名|英文名称|english name|name_en", 80),
        words("address_zh", _("Address, Chinese"), ADDRESS, 200),
        words("address_en", _("Address, English"), "英文地址|english address|address_en", 200),
        column(
            "lat_deg",
            _("Latitude"),
            "纬度|北纬|lat|latitude|lat_deg|y",
            cells.degrees(90, "纬度", "latitude"),
            is_required=True,
        ),
        column(
            "lon_deg",
            _("Longitude"),
            "经度|东经|lon|lng|long|longitude|lon_deg|x",
            cells.degrees(180, "经度", "longitude"),
            is_required=True,
        ),
        column("block", _("Theme block"), "街区|主题街区|所在街区|block", ONE_OF_OURS, refers_to="blocks"),
        column(
            "parent",
            _("Lies in"),
            "所在地点|所属地点|上级地点|所在楼宇|parent",
            ONE_OF_OURS,
            refers_to="places",
        ),
        column(
            "host",
            _("Looked after by"),
            "管理单位|主管单位|运营单位|管养单位|host",
            ONE_OF_OURS,
            refers_to="organisations",
        ),
        column(
            "brand",
            _("Platform"),
            "平台|品牌|所属平台|brand|platform",
            ONE_OF_OURS,
            refers_to="organisations",
        ),
        column("stand_up", _("Morning meeting"), "早会|早会时间|早会时刻|stand_up", cells.clock, empty=None),
        column("short", _("Code on the door"), "短码|门口短码|门牌短码|short", cells.short_code),
        column(
            "price_low_fen",
            _("Lowest price, in fen"),
            "最低价（分）|最低价分|price_low_fen",
            PRICE,
            empty=None,
        ),
        column(
            "price_high_fen",
            _("Highest price, in fen"),
            "最高价（分）|最高价分|price_high_fen",
            PRICE,
            empty=None,
        ),
        column(
            "rider_price_fen",
            _("Price for riders, in fen"),
            "骑手价（分）|骑手价分|rider_price_fen",
            PRICE,
            empty=None,
        ),
        column("is_model", _("Model lunch point"), "示范点|是否示范|is_model", cells.yes_no, empty=False),
        column(
            "provenance",
            _("Where it is known from"),
            "provenance",
            cells.one_of(vocabulary.PROVENANCES),
            empty="not_in_source",
        ),
        column(
            "hours",
            _("Opening hours"),
            "开放时间|营业时间|服务时间|时间|hours|opening hours",
            cells.hours,
            empty=None,
        ),
        words("note_zh", _("Note, Chinese"), NOTE, 400),
        words("note_en", _("Note, English"), "英文备注|note_en", 400),
        words(
            "outside_reason_zh", _("Why outside the outline, Chinese"), "范围外原因|outside_reason_zh", 200
        ),
        words("outside_reason_en", _("Why outside the outline, English"), "outside_reason_en", 200),
    ),
)

ORGANISATIONS = Ledger(
    kind="organisations",
    name=_("Organisations"),
    hint=_("Units, partners, platforms, hosts, committees."),
    known_by="name_zh",
    columns=(
        key("编号|单位编号|组织编号|代码|编码|统一社会信用代码|短名|slug|code|id|no|key"),
        column(
            "kind",
            _("Kind"),
            "类型|类别|种类|单位类型|组织类型|kind|type",
            cells.one_of(vocabulary.ORGANISATION_KINDS),
            is_required=True,
        ),
        words(
            "name_zh",
            _("Name, Chinese"),
            "名称|单位名称|组织名称|企业名称|中文名|中文名称|name|name_zh",
            120,
            is_required=True,
        ),
        words("name_en", _("Name, English"), "英文名|英文名称|english name|name_en", 120),
        words(
            "description_zh",
            _("What it does, Chinese"),
            "简介|介绍|说明|职责|主营|description|description_zh",
            2000,
        ),
        words("description_en", _("What it does, English"), "英文简介|description_en", 2000),
        words("phone", _("Its telephone"), "电话|联系电话|单位电话|值班电话|phone|tel|telephone", 40),
        column(
            "handles_cases",
            _("Answers matters"),
            "是否办事|办事|承办|handles_cases",
            cells.yes_no,
            empty=False,
        ),
    ),
)

RESOURCES = Ledger(
    kind="resources",
    name=_("Offers"),
    hint=_("What partners can give: seats, rooms, hours, meals."),
    known_by="title_zh",
    columns=(
        key("编号|资源编号|代码|编码|短名|slug|code|id|no|key"),
        column(
            "category",
            _("Need that it serves"),
            "需求类别|类别|类型|分类|category|type",
            ONE_OF_OURS,
            is_required=True,
            refers_to="categories",
        ),
        words(
            "title_zh",
            _("What is offered, Chinese"),
            "名称|资源名称|内容|标题|title|name|title_zh",
            120,
            is_required=True,
        ),
        words("title_en", _("What is offered, English"), "英文名|英文名称|title_en", 120),
        column(
            "organisation",
            _("Who gives it"),
            "提供单位|提供方|单位|组织|offered_by|organisation|provider",
            ONE_OF_OURS,
            is_required=True,
            refers_to="organisations",
        ),
        column("place", _("Where"), "地点|地点名称|place", ONE_OF_OURS, refers_to="places"),
        column(
            "capacity",
            _("For how many"),
            "数量|名额|人数|容量|capacity",
            cells.whole(1, 99_999),
            is_required=True,
        ),
        words("when_zh", _("When, Chinese"), "时间|服务时间|when|when_zh", 120),
        words("when_en", _("When, English"), "when_en", 120),
        words("conditions_zh", _("Conditions, Chinese"), "条件|要求|备注|conditions|conditions_zh", 400),
        words("conditions_en", _("Conditions, English"), "conditions_en", 400),
    ),
)

LEDGERS = {ledger.kind: ledger for ledger in (PLACES, ORGANISATIONS, RESOURCES)}
