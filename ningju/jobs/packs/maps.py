"""blocks.geojson and streets.geojson: the theme blocks and the illustrative map."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ningju.jobs.packs import cells
from ningju.jobs.packs.contents import Block, MapShape, Ring
from ningju.jobs.packs.files import read_features
from ningju.jobs.packs.forbidden import forbidden_word
from ningju.jobs.packs.problems import BadCell, Findings
from ningju.jobs.packs.tables import bilingual
from ningju.jobs.packs.vocabulary import SHAPE_KINDS
from ningju.kernel.text import Bilingual

BLOCKS, STREETS = "blocks.geojson", "streets.geojson"
BLOCK_PROPERTIES = ("slug", "name_zh", "name_en", "theme_zh", "theme_en", "colour")
SHAPE_PROPERTIES = ("kind", "name_zh", "name_en", "width")


def read_blocks(folder: Path, findings: Findings) -> tuple[Block, ...]:
    """Return the blocks in the order of the file; a feature with a problem is noted and left out."""
    made = []
    for line, feature in read_features(folder, BLOCKS, findings):
        property_of = Properties(BLOCKS, line, feature, BLOCK_PROPERTIES, findings)
        values = {
            "slug": property_of.read("slug", cells.slug),
            "name": property_of.read_pair("name", 80),
            "theme": property_of.read_pair("theme", 200, is_blank_allowed=True),
            "colour": property_of.read("colour", cells.colour),
            "ring": property_of.points("Polygon"),
        }
        if property_of.is_right:
            made.append(Block(line=line, **values))
    return tuple(made)


def read_shapes(folder: Path, findings: Findings) -> tuple[MapShape, ...]:
    """Return the shapes of the map in the order of the file, and note if the outline is not one."""
    made = []
    for line, feature in read_features(folder, STREETS, findings):
        property_of = Properties(STREETS, line, feature, SHAPE_PROPERTIES, findings)
        kind = property_of.read("kind", cells.one_of(*SHAPE_KINDS))
        is_area = kind in ("outline", "park")
        values = {
            "kind": kind,
            "name": property_of.read_pair("name", 80),
            "width": property_of.number("width"),
            "points": property_of.points("Polygon" if is_area else "LineString"),
        }
        if property_of.is_right:
            made.append(MapShape(line=line, is_area=is_area, **values))
    if (folder / STREETS).is_file() and sum(shape.kind == "outline" for shape in made) != 1:
        findings.add(
            STREETS,
            0,
            "kind",
            "要有且只有一个 kind 为 outline 的范围",
            "there must be exactly one feature of kind outline",
        )
    return tuple(made)


class Properties:
    """The properties and geometry of one feature, read with every problem noted."""

    def __init__(
        self, file: str, line: int, feature: dict[str, Any], known: tuple[str, ...], findings: Findings
    ) -> None:
        """Take the feature and note properties that are unknown, missing or forbidden."""
        self._file, self._line, self._findings = file, line, findings
        self._geometry = feature.get("geometry")
        properties = feature.get("properties")
        self._properties: dict[str, Any] = properties if isinstance(properties, dict) else {}
        self.is_right = True
        for name in self._properties:
            if word := forbidden_word(name):
                self._note(name, f"不收“{word}”，请删掉", f'"{word}" is never recorded; delete it')
            elif name not in known:
                self._note(name, "不认识这个属性", f"unknown property; there are: {', '.join(known)}")
        for name in known:
            if name not in self._properties:
                self._note(name, "缺这个属性", "this property is missing")

    def _note(self, column: str, zh: str, en: str) -> None:
        """Note a problem with this feature."""
        self.is_right = False
        self._findings.add(self._file, self._line, column, zh, en)

    def _try(self, column: str, ask: Callable[[], Any]) -> Any:
        """Return what was asked, or None after noting why not."""
        try:
            return ask()
        except BadCell as bad:
            self._note(column, bad.zh, bad.en)
            return None

    def read(self, name: str, reader: cells.Reader) -> Any:
        """Return one property through a reader of cells."""
        return self._try(name, lambda: reader(self._text(name)))

    def read_pair(self, name: str, longest: int, *, is_blank_allowed: bool = False) -> Any:
        """Return two properties as one text of at most so many characters in each language."""

        def ask() -> Bilingual:
            zh, en = self._text(f"{name}_zh"), self._text(f"{name}_en")
            return bilingual(zh, en, longest, is_blank_allowed=is_blank_allowed)

        return self._try(name, ask)

    def number(self, name: str) -> Any:
        """Return a number from 0 to 100."""
        value = self._properties.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            self._note(name, "要写成 0 到 100 的数", "write a number from 0 to 100")
            return None
        return float(value)

    def points(self, kind: str) -> Any:
        """Return the corners of a polygon without holes, or of a line, as (longitude, latitude)."""
        return self._try("geometry", lambda: read_points(self._geometry, kind))

    def _text(self, name: str) -> str:
        """Return a property as text without white space at its ends."""
        value = self._properties.get(name)
        return value.strip() if isinstance(value, str) else ""


def read_points(geometry: Any, kind: str) -> Ring:
    """Return the points of a GeoJSON geometry.

    Raises:
        BadCell: another kind of geometry, a hole, too few points, or no degrees.
    """
    least = 4 if kind == "Polygon" else 2
    points = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(geometry, dict) and geometry.get("type") == kind and isinstance(points, list):
        if kind == "Polygon":
            points = points[0] if len(points) == 1 else None
        if isinstance(points, list) and len(points) >= least and all(is_point(point) for point in points):
            ring = tuple((float(point[0]), float(point[1])) for point in points)
            if kind != "Polygon" or ring[0] == ring[-1]:
                return ring
    raise BadCell(
        f"要有 {kind}，不带洞，至少 {least} 个 [经度, 纬度]，多边形首尾相同",
        f"needs a {kind} without holes, of at least {least} points [longitude, latitude];"
        " a polygon ends where it begins",
    )


def is_point(point: Any) -> bool:
    """Say whether it is [longitude, latitude] in degrees."""
    if not isinstance(point, list) or len(point) != 2:
        return False
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in point):
        return False
    return bool(abs(point[0]) <= 180 and abs(point[1]) <= 90)
