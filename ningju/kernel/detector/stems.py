"""Short pieces of words, one of which stands in whatever is found: a text without any is passed at once."""

import re

from ningju.kernel.detector import nationalities, words

CHINESE = (
    "族 民族 少民 穿青人 摩梭人 克里雅人 回民 汉民 汉人 藏民 藏人 涉疆 涉藏 来沪 在沪 流动 民考 "
    "教 徒 信佛 信仰 信奉 信基 信耶 信天 信伊 信道 信主 信安 信真 信上 受洗 皈依 穆斯林 无神论 居士 "
    "党 政治 面貌 面目 团员 团龄 入团 积极分子 培养对象 发展对象 民革 民盟 民建 民进 九三 台盟 "
    "残疾 精神 状况 病 血型 诊断 艾滋 hiv 乙肝 梅毒 核酸 抗原 抑郁症 癌症 癫痫 自闭症 尿毒症 "
    "重点 维稳 稳 访 矫 刑 两劳 前科 案底 毒 法轮 肇事 高危 管控 五失 闲散 社会面 "
    "回zu 汉zu 藏zu 维zu 尔zu 蒙zu 古zu 满zu 壮zu 苗zu 彝zu 傣zu 侗zu 瑶zu 羌zu "
    "籍 户口 出生地 老家 家乡 生源地 轨迹 行踪 行程 健康码 定位 刷脸 人脸 进出 出入 身份"
)
ENGLISH = (
    "uyghur uighur uygur ouigour tibet mongol manchu zhuang hmong kazakh kirg kyrgyz tajik uzbek "
    "tatar tujia hani lisu lahu naxi nakhi qiang xibe sibe evenk oroqen salar bouyei buyi gaoshan "
    "gelao mulao maonan jingpo achang pumi deang bonan yugur derung hezhen monba lhoba jino blang "
    "daur dongxiang ethnic minorit nationalit descent ancestry racial race relig muslim buddh "
    "catholic protestant taoist daoist hindu christian atheist faith belie churchgoer party cpc ccp "
    "communis political league disab health medical hiv covid mental diagnos stabil interest petition "
    "convict drug criminal trouble native ancestral hometown hukou birthplace trajector location gps "
    "whereabout movement people huizu hanzu zangzu weizu weiwuer weiwu'er miaozu zhuangzu mengguzu "
    "chaoxianzu tujiazu hasake minzu -zu musilin zongjiao jidu fojiao tianzhujiao dangyuan zhengzhi"
)
PHRASES = ("han chinese", "test result", "blood type", "key person", "place of", "home town")


def pieces(text: str, *more: str) -> re.Pattern[str]:
    """Return a pattern of plain words, which the engine looks for by their first characters."""
    return re.compile("|".join(re.escape(word) for word in (*text.split(), *more)))


SPEAKING = [re.sub(r"\(.*?\)", "", name) for name in nationalities.SPEAKING]
CHINESE_STEMS = pieces(
    CHINESE, *SPEAKING, *(f"{province}人" for province in words.PROVINCES.split("|")), "内蒙人"
)
ENGLISH_STEMS = pieces(ENGLISH, *PHRASES)
