"""The keys of one TOML table of a pack, read with every problem noted."""

from typing import Any

from ningju.jobs.packs.cells import Reader
from ningju.jobs.packs.files import line_of
from ningju.jobs.packs.forbidden import forbidden_word
from ningju.jobs.packs.problems import BadCell, Findings
from ningju.jobs.packs.tables import LONGEST, bilingual
from ningju.kernel.text import Bilingual


class Fields:
    """Reads the keys of one table and notes those that are wrong, missing or unknown."""

    def __init__(self, file: str, text: str, table: str, values: object, findings: Findings) -> None:
        """Take the table ("" for the top of the file); anything but a table is noted."""
        self._file, self._text, self._table, self._findings = file, text, table, findings
        self._values: dict[str, Any] = values if isinstance(values, dict) else {}
        self.line = line_of(text, table)
        self.is_right = True
        if not isinstance(values, dict):
            self.note("", f"缺 [{table}] 表", f"the table [{table}] is missing")

    def note(self, key: str, zh: str, en: str) -> None:
        """Note a problem with one key."""
        self.is_right = False
        column = f"{self._table}.{key}".strip(".")
        self._findings.add(self._file, line_of(self._text, self._table, key), column, zh, en)

    def refuse_unknown(self, *known: str) -> None:
        """Note every key that is not one of these."""
        for key in self._values:
            if word := forbidden_word(key):
                self.note(key, f"不收“{word}”，请删掉", f'"{word}" is never recorded; delete it')
            elif key not in known:
                self.note(key, f"不认识；可用：{'、'.join(known)}", f"unknown; use: {', '.join(known)}")

    def read(self, key: str, reader: Reader, empty: Any = None) -> Any:
        """Return a text through a reader of cells; ``empty`` if the key is absent and that is allowed."""
        value = self._values.get(key)
        if value is None and empty is not None:
            return empty
        try:
            return reader(value.strip() if isinstance(value, str) else "")
        except BadCell as bad:
            self.note(key, bad.zh, bad.en)
            return empty

    def pair(self, key: str, longest: int = LONGEST, *, is_blank_allowed: bool = False) -> Bilingual:
        """Return a text of at most so many characters in two languages: { zh = "…", en = "…" }."""
        value = self._values.get(key, {})
        both = value if isinstance(value, dict) else {}
        unknown = sorted(set(both) - {"zh", "en"})
        if not isinstance(value, dict) or unknown or not all(isinstance(t, str) for t in both.values()):
            self.note(key, '要写成 { zh = "…", en = "…" }', 'write { zh = "…", en = "…" }')
            return Bilingual(zh="", en="")
        try:
            zh, en = both.get("zh", "").strip(), both.get("en", "").strip()
            return bilingual(zh, en, longest, is_blank_allowed=is_blank_allowed)
        except BadCell as bad:
            self.note(key, bad.zh, bad.en)
            return Bilingual(zh="", en="")

    def number(self, key: str, least: int, most: int) -> int:
        """Return a whole number within bounds."""
        value = self._values.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.note(key, f"要写 {least} 到 {most} 的整数", f"write a whole number from {least} to {most}")
            return least
        return value

    def number_or_none(self, key: str, least: int, most: int) -> int | None:
        """Return a whole number within bounds, or None if the key is absent."""
        return self.number(key, least, most) if key in self._values else None

    def claim(self, key: str) -> bool:
        """Return true or false; absent is false."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            self.note(key, "要写 true 或 false", "write true or false")
            return False
        return value

    def list_of_texts(self, key: str, least: int) -> tuple[str, ...]:
        """Return a list of different texts, at least so many."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.note(key, '要写成 ["…", "…"]', 'write ["…", "…"]')
            return ()
        texts = tuple(dict.fromkeys(item.strip() for item in value if item.strip()))
        if len(texts) < least:
            self.note(
                key,
                f"只有 {len(texts)} 个不同的词，至少要 {least} 个",
                f"{len(texts)} different words; at least {least} are needed",
            )
        return texts

    def table(self, key: str) -> dict[str, Any]:
        """Return a table within this one; absent is empty."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            self.note(key, "要是一个表", "must be a table")
            return {}
        return value
