"""Why a file cannot be read as a table, in both languages, each with the mend."""

from ningju.ground.sheets.limits import Limits
from ningju.kernel.errors import Unreadable


class SheetUnreadable(Unreadable):
    """A file is no table that can be read; ``.message`` says why and how to mend it."""


def not_a_table() -> SheetUnreadable:
    """Refuse a picture, a letter, a page."""
    return SheetUnreadable(
        zh="这不是表格。请用 Excel（.xlsx、.xls）或 CSV 文件。",
        en="This is no table. Use an Excel file (.xlsx, .xls) or a CSV file.",
    )


def other_table(name: str) -> SheetUnreadable:
    """Refuse a kind of table that spreadsheets can save otherwise."""
    return SheetUnreadable(
        zh=f"读不了 {name} 表格。请在表格软件里另存为 .xlsx 再来。",
        en=f"{name} tables cannot be read. Save it as .xlsx in the spreadsheet program.",
    )


def empty() -> SheetUnreadable:
    """Refuse a file with nothing in it."""
    return SheetUnreadable(
        zh="表是空的。第一行写列名，下面每行一条。",
        en="The table is empty. Put the names of the columns in the first row, and one entry a row below.",
    )


def no_rows() -> SheetUnreadable:
    """Refuse a table that has names of columns and nothing else."""
    return SheetUnreadable(
        zh="只有列名，没有内容。请在列名下面每行填一条。",
        en="There are names of columns and nothing below. Put one entry a row under them.",
    )


def locked() -> SheetUnreadable:
    """Refuse a table with a password."""
    return SheetUnreadable(
        zh="文件有密码。请在 Excel 里去掉密码再来。",
        en="The file has a password. Take it off in Excel (File, Info, Protect Workbook) and try again.",
    )


def torn() -> SheetUnreadable:
    """Refuse a file that ends too early or was changed on its way."""
    return SheetUnreadable(
        zh="文件坏了或没传完。请用表格软件打开看看，另存一份再来。",
        en="The file is damaged or incomplete. Open it in the spreadsheet program and save a copy.",
    )


def too_large(limits: Limits) -> SheetUnreadable:
    """Refuse a file of too many bytes."""
    most = limits.file_bytes // 1024**2
    return SheetUnreadable(
        zh=f"文件超过 {most} MB。请拆成几份，或请管理员用命令导入。",
        en=f"The file is over {most} MB. Split it, or ask an administrator to use the command.",
    )


def too_much_inside(limits: Limits) -> SheetUnreadable:
    """Refuse an xlsx that grows beyond measure when it is unpacked."""
    most = limits.unpacked_bytes // 1024**2
    return SheetUnreadable(
        zh=f"文件解开后超过 {most} MB。请删掉空行、空列和图片，或拆成几份。",
        en=f"Unpacked, the file is over {most} MB. Delete empty rows, columns, pictures, or split it.",
    )


def too_many_rows(limits: Limits) -> SheetUnreadable:
    """Refuse a table of too many rows."""
    return SheetUnreadable(
        zh=f"超过 {limits.rows} 行。请拆成几份；如果下面是空行，请把它们删掉。",
        en=f"More than {limits.rows} rows. Split the table; if the rows below are empty, delete them.",
    )


def too_many_columns(limits: Limits) -> SheetUnreadable:
    """Refuse a table of too many columns."""
    return SheetUnreadable(
        zh=f"超过 {limits.columns} 列。请只留要导入的列；如果右边是空列，请把它们删掉。",
        en=f"More than {limits.columns} columns. Keep those to bring in; delete empty ones to the right.",
    )


def several_sheets(names: list[str]) -> SheetUnreadable:
    """Refuse a workbook in which it is unclear what is meant."""
    told = ", ".join(names)
    return SheetUnreadable(
        zh=f"有几张表：{told}。请把要导入的那张单独存成一个文件（隐藏的表也算）。",
        en=f"Several sheets: {told}. Save the one to bring in as a file of its own (hidden ones count).",
    )


def merged(where: str) -> SheetUnreadable:
    """Refuse merged cells: nobody can say which row they belong to."""
    return SheetUnreadable(
        zh=f"有合并的单元格（{where}）。请取消合并，大标题删掉，让列名在第一行。",
        en=f"Merged cells ({where}): unmerge them, delete titles, let the first row name the columns.",
    )


def title(text: str) -> SheetUnreadable:
    """Refuse a title above the names of the columns."""
    return SheetUnreadable(
        zh=f"第 1 行是标题“{text}”，不是列名。请删掉标题，让列名在第一行。",
        en=f'Row 1 is a title, "{text}". Delete it, so that the first row names the columns.',
    )


def one_column() -> SheetUnreadable:
    """Refuse what has one column only: a list, or a table that is not parted by commas."""
    return SheetUnreadable(
        zh="只有一列。CSV 的列之间请用逗号、分号或制表符隔开。",
        en="There is one column only. Part the columns of a CSV with commas, semicolons or tabs.",
    )


def twice(header: str) -> SheetUnreadable:
    """Refuse two columns of one name."""
    return SheetUnreadable(
        zh=f"列名“{header}”出现了两次。请改掉一个。",
        en=f'Two columns are called "{header}". Rename one of them.',
    )


def not_text(line: int) -> SheetUnreadable:
    """Refuse a CSV in an encoding that cannot be told."""
    return SheetUnreadable(
        zh=f"第 {line} 行起认不出文字编码。请另存为“CSV UTF-8”或 .xlsx。",
        en=f'From line {line} on the encoding cannot be told. Save it as "CSV UTF-8" or as .xlsx.',
    )


def bad_csv(line: int) -> SheetUnreadable:
    """Refuse a CSV whose quotation marks do not match."""
    return SheetUnreadable(
        zh=f"第 {line} 行的引号不成对，或一格太长。请改好引号，或另存为 .xlsx。",
        en=f"Line {line}: quotation marks do not match, or a cell is too long. Mend it, or save as .xlsx.",
    )
