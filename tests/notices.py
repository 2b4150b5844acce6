"""A holiday notice for a year that nobody knows yet (invented), to load in tests."""

NOTICE = """
year = 2027
title = "演示用的 2027 年通知"
number = "演示 1 号"
issued_on = 2026-11-20
makeup_days = [2027-02-20]
holidays = [
  { zh = "元旦", en = "New Year", first = 2027-01-01, last = 2027-01-03 },
  { zh = "春节", en = "Spring Festival", first = 2027-02-05, last = 2027-02-12 },
  { zh = "清明节", en = "Qingming", first = 2027-04-03, last = 2027-04-05 },
  { zh = "劳动节", en = "Labour Day", first = 2027-05-01, last = 2027-05-05 },
  { zh = "端午节", en = "Dragon Boat Festival", first = 2027-06-09, last = 2027-06-09 },
  { zh = "中秋节", en = "Mid-Autumn Festival", first = 2027-09-15, last = 2027-09-15 },
  { zh = "国庆节", en = "National Day", first = 2027-10-01, last = 2027-10-07 },
]
"""
