"""Read a table that somebody hands in: xlsx, xls or csv, known by its content and never by its name."""

from ningju.ground.sheets.limits import BY_HAND, BY_WEB, Limits
from ningju.ground.sheets.reading import Row, Sheet, open_sheet
from ningju.ground.sheets.refusals import SheetUnreadable

__all__ = ["BY_HAND", "BY_WEB", "Limits", "Row", "Sheet", "SheetUnreadable", "open_sheet"]
