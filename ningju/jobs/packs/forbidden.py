"""Attributes of persons that no file may carry, by the words in a header."""

WORDS = (
    "民族",
    "族别",
    "ethnic",
    "nationality",
    "宗教",
    "信仰",
    "relig",
    "政治面貌",
    "党员",
    "入党",
    "party_member",
    "politic",
    "籍贯",
    "户籍",
    "origin",
    "身份证",
    "id_card",
    "idcard",
    "id_number",
    "证件号",
    "轨迹",
    "track",
    "人脸",
    "face",
    "稳定等级",
    "stability",
)


def forbidden_word(header: str) -> str:
    """Return the forbidden word in a header, or "" if there is none.

    Case, spaces, dashes and underscores do not hide a word.

    >>> forbidden_word("Party-Member"), forbidden_word("name_zh")
    ('party_member', '')
    """
    plain = "".join(letter for letter in header.casefold() if letter.isalnum())
    return next((word for word in WORDS if word.replace("_", "") in plain), "")
