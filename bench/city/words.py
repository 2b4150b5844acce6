"""Words of the made-up city: invented names and plain sentences, nobody's in particular."""

STREETS = (
    ("梧桐路", "Plane Tree Road"), ("石桥路", "Stone Bridge Road"), ("南塘街", "South Pond Street"),
    ("锦绣里", "Brocade Lane"), ("望江路", "River View Road"), ("青松路", "Green Pine Road"),
    ("菜市街", "Market Street"), ("东河沿", "East Bank"), ("白鹤路", "White Crane Road"),
    ("杨柳弄", "Willow Alley"), ("书院路", "Academy Road"), ("桂花街", "Osmanthus Street"),
)  # fmt: skip
PLACE_NAMES = {
    "station": ("驿站", "Station"), "service_site": ("服务点", "Service Site"),
    "lunch_point": ("午餐点", "Lunch Point"), "counter": ("受理窗口", "Counter"),
    "building": ("商务楼", "Office Building"), "dispatch_site": ("站点", "Dispatch Site"),
}  # fmt: skip
UNITS = (
    ("duty", "平安值班组", "Duty Team"), ("care", "民生服务组", "Services Team"),
    ("roads", "市容管理组", "Streets Team"), ("works", "工会驿站组", "Union Stations Team"),
    ("hosts", "商户联盟", "Shop Alliance"), ("riders", "骑手之家", "Riders' House"),
)  # fmt: skip
CATEGORIES = (
    ("broken-lamp", "hazard", "路灯不亮", "Street lamp out", 2, False),
    ("road-hole", "hazard", "路面坑洼", "Hole in the road", 2, False),
    ("live-wire", "hazard", "电线裸露", "Bare wire", 0, True),
    ("blocked-way", "hazard", "通道堵塞", "Blocked way", 2, False),
    ("battery-fire", "hazard", "电池冒烟", "Smoking battery", 0, True),
    ("charging", "need", "充电", "Charging", 3, False),
    ("meals", "need", "吃饭", "Meals", 3, False),
    ("toilet", "need", "上厕所", "Toilets", 1, False),
    ("advice", "need", "法律咨询", "Legal advice", 1, False),
    ("children", "need", "孩子托管", "Child care", 1, False),
)  # fmt: skip
SAID = (
    "晚上九点以后这里的路灯一直不亮,骑车过来看不清路,昨天差点摔倒。",
    "中午想找个地方热一下饭,附近的微波炉都排队,有没有别的点?",
    "路口有一段电线垂下来了,离地大概一人高,下雨天很吓人。",
    "希望驿站晚上能多开两个小时,夜班骑手下班都关门了。",
    "消防通道被几辆旧车堵住了,已经好几天了,请帮忙挪一下。",
    "The charging cabinet on the corner has been out of order for two days.",
    "想问一下工伤怎么认定,要带什么材料,能不能周末来问?",
    "暑假孩子没人带,站里或者附近有没有托管的地方?",
    "路面有个大坑,电动车轮子掉进去过一次,请尽快补一下。",
    "附近两公里都找不到厕所,能不能请商场开放一下员工厕所?",
)
ANSWERED = (
    "今天下午已经修好了,请再看看;如果还不亮,点“没解决”,我们接着办。",
    "从下周起,梧桐路驿站开到晚上十一点,周末也开。谢谢你提出来。",
    "已经和物业一起把车挪走,并在通道口画了线。",
    "It has been repaired this morning. Please tell us if it fails again.",
    "周六上午十点到十二点有律师在驿站,带上劳动合同和病历就行。",
)
NOTED = ("已电话联系商户。", "现场看过,要等配件。", "和上周那件是同一处。")
WAITED = ("我们在等配件,大约三天。", "请告诉我们大概在几号门?")
