"""The names of the 56 nationalities, and where such a name speaks of a dish, a dance or a place instead."""


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a text."""
    return tuple(text.split())


NAMES = listed(
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 "
    "拉祜 水 东乡 "
    "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 "
    "俄罗斯 鄂温克 "
    "德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
"""As the state lists them, without 族."""

SPEAKING = listed(
    "维吾尔 哈萨克(?!斯坦) 傈僳 拉祜 景颇 柯尔克孜 达斡尔 仫佬 毛南 仡佬 锡伯 塔吉克(?!斯坦) "
    "乌孜别克(?!斯坦) "
    "乌兹别克族 鄂温克 德昂 裕固 塔塔尔(?!酱) 独龙(?!江) 鄂伦春 赫哲 门巴 珞巴 布依"
)
"""Names that say it without 族 too; 汉, 回, 高山, 白 and their like do not."""

SHORT_FORMS = listed(
    "(?<!思)维族 蒙族 哈族 柯族 (?<!王)朝族 (?<!朝)(?<!海)(?<!生)(?<!时)鲜族 穿青人 摩梭人 克里雅人"
)

BEFORE = {"怒": "(?<!路)(?<!愤)", "白": "(?<!小)", "藏": "(?<!收)", "水": "(?<!潜)", "土": "(?<!本)"}
"""Road rage, collectors: what ends in the same two characters."""
AFTER = {
    "水": "(?!馆|箱|缸|店|宠|用品|世界|市场|园|展|器材|批发|柜|生物|景观|水产|养)",
    "高山": "(?!箭)",
}

CULTURE = (
    "自治|乡(?!亲|邻|民|下)|镇(?!民)|村(?!民)|寨(?!民)|旗(?!袍店员)|舞|歌(?!手)|曲|音乐|乐|合唱|"
    "戏|节|泼水|火把|三月三|"
    "服饰|服装|装束|饰|银(?!行卡)|刺绣|绣|织|锦|蜡染|扎染|剪纸|工艺|手工|非遗|文化(?!程度|水平|"
    "低|高|不)|艺术|民俗|风情|"
    "风味|美食|菜|餐(?!饮从业)|饭|酒|茶|奶|面(?!貌)|馕|烤|火锅|小吃|食堂|食品|特色|医药|医院|"
    "医馆|药|语(?!言不|言障)|文字|文学|"
    "历史|传统|建筑|民居|民歌|民间|史诗|唐卡|鼓|摔跤|射箭|博物|展|陈列|中学(?!生|教)|小学(?!生|"
    "教)|大学(?!生|教)|学校|幼儿园|"
    "路|街(?!坊)|巷|公园|广场|大厦|书(?!记)|画(?!家)|墓|谱|馆|园|咖啡|手抓|拉面|风格|图案|纹样|"
    "乐器|用品|器具|款|式样|老字号"
)
"""What may follow a nationality's name when it is not said of anybody."""

SHOP = (
    "[^,、;。()在住开家是于去来做当打]{0,6}(?:店|馆|铺|饭|面|菜|鱼|鸡|肉|羊|牛|粉|烧烤|拉面|"
    "农家乐|小吃|酸汤|火锅|奶茶|咖啡|点心|"
    "糕点|酒楼|酒家|食府|餐吧|饭庄|坊|档|摊位|裙|帽|衣|巾|毯|刀|琴)(?=$|[,、;。()])"
)
"""A short name of a shop, a dish or a thing that ends its clause: 彝族小妹烧烤店."""

AUTONOMY = "(?:[\u4e00-\u9fff]{1,5}族){1,3}自治"
"""An address may name several in a row: 阿坝藏族羌族自治州."""

PEOPLE = (
    "家庭|住户|居民|老人|老年|青年|妇女|儿童|小孩|孩子|同胞|群众|兄弟|朋友|后代|子女|身份|商户|"
    "摊主|户|人口|骑手|"
    "租户|租客|员工|学生|学员|干部|职工|职员|女|男|一家|比例|占|共|多|少"
)
"""What follows 回民 and the like when people are meant."""

SHORT = frozenset(
    listed(
        "汉 回 满 藏 维 蒙 壮 苗 彝 侗 瑶 白 黎 傣 畲 土 羌 京 怒 水 佤 土家 朝鲜 蒙古 哈尼 纳西 高山 东乡"
    )
)
STRONG = frozenset(listed("汉 回 藏 维 蒙 壮 苗 彝 侗 瑶 傣 畲 羌 佤 土家"))
"""Short forms: several of them in one cell, or a column of nothing else, is a roster."""
ALONE = listed("彝 傣 侗 佤 畲 哈尼 纳西 土家 撒拉 基诺 普米 阿昌")
"""Short forms that mean nothing else when a cell holds nothing else."""

ENGLISH_HARD = (
    "tibetans?|mongolians?|mongols?|manchus?|manchurians?|zhuang|hmong|kazakhs?|kirgh?iz|kyrgyz|"
    "tajiks?|uzbeks?|tatars?|"
    "tujia|hani|lisu|lahu|naxi|nakhi|qiang|xibe|sibe|evenki?|oroqen|salars?|bouyei|buyi|gaoshan|"
    "gelao|mulao|maonan|"
    "jingpo|achang|pumi|deang|bonan|yugurs?|derung|hezhen|monba|lhoba|jino|blang|daur|dongxiang|han chinese"
)
ENGLISH_SOFT = "han|hui|miao|yi|dai|bai|dong|yao|li|shui|jing"
ENGLISH_PEOPLE = (
    "people|persons?|residents?|wom[ae]n|m[ae]n|famil(?:y|ies)|households?|students?|workers?|"
    "riders?|couriers?|"
    "nationality|ethnic\\w*|minorit\\w+|males?|females?|boys?|girls?|child(?:ren)?|elders?|"
    "elderly|employees?|"
    "tenants?|neighbou?rs?|villagers?|descent|origin|ancestry|muslims?|shopkeepers?|owners?|"
    "migrants?|guys?|lad(?:y|ies)"
)
ENGLISH_THINGS = (
    "restaurants?|food|cuisine|noodles?|kitchen|music|danc\\w+|naan|bread|bazaar|autonomous|tea|"
    "caf[eé]|hot ?pot|"
    "barbecue|museum|medicine|art|arts|crafts?|carpets?|costumes?|festival|songs?|language|"
    "embassy|consulate|yak|"
    "butter|yoghurt|buddhism|plateau|mastiff|incense|snacks?|dumplings?|bakery|culture|cultural|"
    "opera|lamb|milk"
)
ENGLISH_SHORT = frozenset(
    listed(
        "han hui tibetan uyghur uighur mongol mongolian manchu zhuang miao yi dai bai dong yao li "
        "korean tujia hani kazakh"
    )
)
ENGLISH_STRONG = frozenset(
    listed("tibetan uyghur uighur mongol mongolian manchu zhuang miao tujia hani kazakh hui")
)
