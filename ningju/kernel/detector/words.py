"""The words that tell what is never stored about a person, kind by kind, and the names that pass."""

from ningju.kernel.detector import nationalities as n

INSTITUTIONS = (
    "社区党群服务中心|党群服务(?:中心|站|点|阵地)|党群|党建|民族议事厅|民族团结|少数民族联合会|"
    "少数民族联谊会|少数民族联|"
    "党员有示范|党员(?:活动|会议|教育|接待|学习|图书|阅览|值班)(?:室|站|点|基地|中心|角|厅|大厅)|"
    "党员之家|党员(?:先锋|示范|责任)(?:岗|区|路|街)|"
    "党员(?:志愿者?)?(?:服务|突击|宣讲)(?:队|站|点|中心|岗|社)|党员志愿者?(?:服务总队|队)|"
    "党员大会|党员政治生活馆|党员组织生活(?:馆|会|室)|"
    "(?:在职)?党员(?:双)?报到(?:点|处|站|服务)?|党员(?:组织)?关系(?:转接|接转|转移|转入|转出)|"
    "(?:服务|面向|组织|带领|凝聚|为|方便|广大|发动)党员[、和及与]?群众(?!代表|身份)|"
    "民族宗教(?:事务|委|局|办|工作)|宗教(?:事务|局|处|委|文化周|活动场所|场所|建筑|史|艺术|政策)|"
    "中华民族|各民族|多民族|民族(?:乐|舞|服|工艺|手工|文化(?!程度)|风|路|街|中学(?!生)|"
    "小学(?!生)|大学(?!生)|学校|饭店|宾馆|大厦|广场|"
    "医药|医院|乡(?!亲)|村(?!民)|事务|工作|政策|歌|曲|传统|体育|用品|食品|特色|博物|出版|书店|节|"
    "品牌|企业|工业|资本|"
    "复兴|精神|英雄|自豪|自信|历史|语|文字|唱法|管弦|器乐|音乐|艺术|拳|餐|美食|小吃|地区|区域|园|"
    "公园|村寨|知识)|"
    "穆斯林(?:餐|饭|食|面|大厦|用品|公墓|书店|风味)|"
    "少数民族(?:乐器|服饰|服装|工艺|手工|文化(?!程度|水平)|舞|歌|曲|节|传统|事务|团结|语|文字|"
    "艺术|美食|风情|风味|餐|菜|特色|体育|"
    "运动会|医药|展|文学|博物|用品|食品|自治|地区|政策|权益|工作|服务(?!对象|人员)|之家|中学(?!生)|学校)"
)
"""Names of institutions, programmes, dishes and dances: they are looked past, not read."""

COLON = "[:=]"
COUNTED = "[0-9一二两三四五六七八九十几数多]+(?:户|名|人|位|个|家)"

NATIONALITY = [
    *(
        f"{n.BEFORE.get(name, '')}{name}族{n.AFTER.get(name, '')}(?!{n.CULTURE}|{n.SHOP}|{n.AUTONOMY})"
        for name in n.NAMES
    ),
    *(f"{name}(?!族?(?:{n.CULTURE}|{n.SHOP}))" for name in n.SPEAKING),
    *(f"{name}(?!{n.CULTURE})" for name in n.SHORT_FORMS),
    f"(?<!收)(?<!返)(?<!找)(?<!驳)(?<!挽)回(?:民|族人)(?=$|[,、;。()]|{n.PEOPLE}|{COUNTED})",
    f"(?:^|[,、;。(:=是为系个名户位])[汉藏][民人](?=$|[,、;。()]|{n.PEOPLE})",
    "民族(?:成[分份]|类别|代码|属性|身份|不详|未填|未知|情况|信息|统计|比例|构成|人数|分布|登记|"
    "普查|名册|名单|台账|"
    "花名册|人口|群众|居民|同胞|人员|人士|学生|家庭|干部|妇女|老人|儿童|青年|困难|来沪|流动|务工|"
    "商户|经商|考生|聚居)",
    f"民族(?:是|为|{COLON})",
    "族别|族裔|少数民?族|少数族|(?<![减多至很较最缺])少民(?=群众|人员|名单|户|台账|学生|家庭)",
    "(?<!干)涉[疆藏](?=人|群|重|事|因|$|[,、;])|(?:来沪|在沪|流动)(?:新疆|西藏|维吾尔)(?:人|籍|"
    "群|同胞|务工|商)",
    "民考民|民考汉|未识别民族|其他民族",
    f"(?<![a-z])(?:hui|han|zang|wei|weiwu'?er|menggu?|man|zhuang|miao|yi|dai|dong|yao|bai|qiang)族"
    f"(?!{n.CULTURE}|{n.SHOP})",
    "(?:回|汉|藏|维|维吾尔|蒙|蒙古|满|壮|苗|彝|傣|侗|瑶|羌)zu(?![a-z])",
]

RELIGIONS = "基督|天主|佛|道|回|伊斯兰|东正|摩门|新"
RELIGION = [
    "宗教信仰|宗教|信教|教派|教籍|受洗|皈依(?!佛塔)",
    f"(?:{RELIGIONS})教?徒(?!步|手|弟)|(?<![清异])教徒|(?:佛|道|教|基督|耶稣|天主|主内)信徒|"
    f"虔诚信徒|信徒{COUNTED}",
    "信(?:仰)?(?:奉)?(?:佛|基督|耶稣|天主|伊斯兰|道教|主耶稣|安拉|真主|上帝)(?!山|堂|塔|像)",
    "穆斯林|回教(?!堂)|信仰(?:是|为|[:=])|无神论者|居士(?=$|[,、;。])",
    "(?:属于|系|为|是|家里?)(?:信)?(?:基督教|天主教|佛教|道教|伊斯兰教|东正教)",
]

PARTY = [
    "党员|政治面[貌目]|政治身份|党龄|党籍|党内职务|入党(?:积极|时间|日期|年月|申请|介绍|对象|"
    "志愿|了)?|退党|转正党",
    "(?<!旅行)(?:是|为|系)团员|共青团员|团员证号|有团员证|团龄|面[貌目][:=]?(?:群众|党员|团员|"
    "无党派)|入团(?:时间|日期|年月)|政治成分",
    "无党派(?:人士|$|[,、;])|民主党派(?:成员|人士|会员|$|[,、;])",
    "(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)(?:会员|盟员|社员|成员|党员)",
    "(?:入党|确定为|列为|是)积极分子|培养对象\\(党|发展对象\\(党|列为发展对象",
]

HEALTH = [
    "残疾(?:等级|类别|类型|级别|人?证号|证[:=]|程度)|有残疾证|[一二三四1234]级残疾|残疾[一二三四1234]级",
    "(?:肢体|视力|听力|言语|智力|精神|多重)残疾|精神(?:病人|病患|病史|障碍患者|疾病患者|残)|精神分裂",
    f"(?:健康状况|身体状况|病史|既往病?史|血型|疾病|病情|诊断){COLON}|既往病史",
    "艾滋(?!病?(?:宣传|防治|检测点|日|知识))|hiv(?:阳性|感染)|乙肝(?:携带|患者|阳性)|梅毒|"
    "核酸(?:检测)?(?:结果)?[:=]?[阴阳]|抗原[:=]?[阴阳]",
    "(?:癌症|抑郁症|尿毒症|糖尿病|高血压|肺结核|癫痫|自闭症)(?:患者|病人|病史)",
]

STABILITY = [
    "重点人(?:员|口|$|[,、;])|重点(?:稳控|管控|信访|上访)|维稳(?:对象|人员|等级|级别|名单|重点|"
    "户)|稳控|涉稳|稳定(?:等级|级别|评级|风险等级)",
    "(?:曾|因|多次|经常|去|赴京?|集体|参与)上访|上访(?:户|人|老|史|记录|者)|信访(?:户|重点|老户|"
    "人员|人(?=$|[,、;])|积案人)|缠访|闹访|越级上访|进京上访",
    "(?:社区)?矫正(?:对象|人员)|社矫(?:对象|人员)|刑满释放|刑释|两劳|解教|(?:有|无)(?:犯罪|"
    "违法)?前科|前科(?:人员|[:=])|案底",
    "(?:曾|有|因|涉嫌|正在|仍在)吸毒|吸毒(?:人|者|史|记录|前科)|戒毒人员|涉毒人员|"
    "(?<!反)(?<!防范)邪教(?:人|成员|分子|组织成员)|法轮功",
    "肇事肇祸|帮教(?:对象|人员)|不稳定(?:人员|分子|因素)|高危人员|管控(?:对象|等级|级别|人员)|"
    "五失人员|闲散人员|社会面管控",
]

PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|"
    "广东|海南|四川|贵州|"
    "云南|陕西|甘肃|青海|内蒙古?|广西|宁夏|新疆|西藏|香港|澳门|台湾|苏北|东北"
)
ORIGIN = [
    f"籍贯(?!不限|不拘)|祖籍(?!厅)|(?:{PROVINCES})籍|原籍{COLON}|户(?:籍|"
    f"口)(?:所在)?地?(?:址)?{COLON}|出生地{COLON}|老家(?:在|是|{COLON})|家乡{COLON}",
    f"(?:是|系|为)(?:{PROVINCES})人(?!民|寿|家|才|口)|生源地{COLON}",
]

TRACK = [
    "轨迹(?!球|咖啡|书|酒吧|展|艺术|画廊|摄影|影院|民宿)|行踪|行程[码卡](?:[:=]|红|黄|绿|带星|"
    "异常)|健康码[:=红黄绿]",
    "(?:手机|实时|人员|个人)定位|定位(?:记录|轨迹|历史)|(?:出入|进出)小区记录|刷脸记录|"
    "人脸(?:照片|底库|抓拍|比对)",
]

#: What a whole cell may not be, though the same word passes within a sentence.
WHOLE: dict[str, tuple[str, ...]] = {
    "nationality": ("民族", *n.ALONE),
    "religion": ("基督教", "天主教", "佛教", "道教", "伊斯兰教", "东正教", "基督", "信徒", "教徒", "信佛"),
    "party": (
        "群众",
        "团员",
        "民革",
        "民盟",
        "民建",
        "民进",
        "农工党",
        "致公党",
        "九三学社",
        "台盟",
        "积极分子",
        "发展对象",
    ),
    "health": ("残疾", "阳性", "抑郁症", "精神病"),
    "stability": ("重点人", "不稳定", "稳控"),
}

THINGS = f"(?! ?-?(?:{n.ENGLISH_THINGS})\\b)"
ENGLISH: dict[str, list[str]] = {
    "nationality": [
        f"\\b(?:uyghurs?|uighurs?|uygurs?|ouigours?)\\b{THINGS}",
        f"\\b(?:{n.ENGLISH_HARD})(?=[ -](?:{n.ENGLISH_PEOPLE})\\b)",
        "\\b(?:(?:is|are|was|were|am|being|she's|he's|they're|i'm) (?:an? )?(?:ethnic(?:ally)? )?)"
        f"(?:{n.ENGLISH_HARD})\\b{THINGS}",
        f"\\b(?:{n.ENGLISH_SOFT})[ -](?:people|nationality|ethnic\\w*|minorit\\w+|descent|"
        f"ancestry|muslims?)\\b",
        f"\\bethnic\\w*\\b(?! ?-?(?:{n.ENGLISH_THINGS}|affairs|unity|solidarity|clothing|print|pattern)\\b)",
        f"\\bminorit(?:y|ies)[ -](?:{n.ENGLISH_PEOPLE}|groups?|nationalit\\w+|status)\\b|"
        f"\\b(?:national|racial) minorit\\w+",
        "(?<![a-z])(?:hui|han|zang|wei|weiwu'?er|miao|zhuang|menggu|chaoxian|tujia|hasake|"
        "shaoshu ?min)-?zu(?:ren)?"
        f"\\b{THINGS}(?! ?-?(?:road|rd|street|lu|lane|village|zizhi\\w*)\\b)",
        f"(?<![a-z])(?:weiwu'?er|hasake ?ren)\\b{THINGS}|(?<![a-z])minzu ?[:=]",
        "\\bnationality ?[:=]|\\bnationality is\\b|\\bby nationality\\b|\\brace ?[:=]|\\bracial\\b",
    ],
    "religion": [
        "\\breligi\\w+\\b(?! (?:affairs|sites?|venues?|holidays?|buildings?|music|history|art)\\b)",
        "\\b(?:muslims?|buddhists?|catholics?|protestants?|taoists?|daoists?|hindus?|christians?)"
        f"(?=[ -](?:{n.ENGLISH_PEOPLE}|believers?|converts?|faith)\\b)",
        "\\b(?:is|are|was|were|i'm|she's|he's|they're) (?:an? )?(?:devout |practi[sc]ing )?"
        "(?:muslims?|buddhists?|catholics?|protestants?|taoists?|christians?|atheists?)"
        "(?! (?:restaurant|dior|louboutin|science|temple|church|school))\\b",
        "(?<![a-z])musilin\\b(?! ?can)|(?<![a-z])zongjiao ?xinyang\\b|"
        "(?<![a-z])(?:jidu|fojiao|tianzhujiao) ?tu\\b",
        "\\b(?:devout|practi[sc]ing) (?:muslims?|buddhists?|catholics?|protestants?|christians?)\\b",
        "\\b(?:her|his|their) (?:faith|belief)\\b|\\bfaith ?[:=]|\\bbelievers? in (?:god|islam|"
        "christ|buddha)\\b|\\bchurchgoers?\\b",
    ],
    "party": [
        "(?<!third )(?<!third-)(?<!search )(?<!dinner )(?<!birthday )\\bparty[- ]?member(?:s|"
        "ship)?\\b|\\b(?:cpc|ccp)[- ]members?\\b",
        "\\b(?:member|membership) (?:of|in) the (?:communist )?party\\b|\\bcommunists?\\b(?! "
        "manifesto)|\\bpolitical (?:status|affiliation|identity|views?|outlook)\\b",
        "(?<![a-z])(?:shi|zhonggong|yubei) ?dangyuan\\b|(?<![a-z])zhengzhi ?mianmao\\b",
        "\\b(?:youth )?league members?\\b|\\bjoined the (?:communist )?party\\b",
    ],
    "id_number": [],
    "health": [
        "\\b(?:disability|health|medical) (?:status|level|grade|history|condition|certificate "
        "(?:no|number))\\b",
        "\\b(?:hiv|covid)[ -]positive\\b|\\bmentally ill\\b|\\bdiagnosed with\\b|\\bmedical "
        "history\\b|\\btest result ?[:=]|\\bblood type\\b",
    ],
    "stability": [
        "\\bstability[ -](?:level|risk|rating|score|maintenance)\\b|\\bpersons? of interest\\b|"
        "\\bkey persons?\\b",
        "\\bpetitioners?\\b|\\bex[- ]?convicts?\\b|\\bdrug (?:users?|addicts?)\\b|\\bcriminal "
        "records?\\b|\\btroublemakers?\\b",
    ],
    "origin": [
        "\\bnative place\\b|\\bancestral home\\b|\\bplace of (?:birth|origin)\\b|\\bhome ?town "
        "?(?:[:=]|is\\b)|\\bhukou ?[:=]|\\bbirthplace ?[:=]",
    ],
    "track": [
        "\\btrajector(?:y|ies)\\b|\\blocation (?:history|logs?|tracking)\\b|\\bgps (?:tracks?|"
        "traces?|logs?)\\b|\\bwhereabouts\\b|\\bmovement (?:logs?|records?|history)\\b",
    ],
}

#: English words that a whole cell may not be.
ENGLISH_WHOLE: dict[str, tuple[str, ...]] = {
    "nationality": (
        "tibetan",
        "mongolian",
        "manchu",
        "zhuang",
        "tujia",
        "han chinese",
        "ethnicity",
        "nationality",
        "minority",
    ),
    "religion": (
        "muslim",
        "buddhist",
        "catholic",
        "protestant",
        "taoist",
        "atheist",
        "islam",
        "christianity",
        "buddhism",
    ),
    "party": ("communist", "dangyuan", "the masses", "masses"),
    "health": ("disabled", "hiv"),
    "stability": (),
    "origin": (),
    "track": (),
}

CHINESE: dict[str, list[str]] = {
    "nationality": NATIONALITY,
    "religion": RELIGION,
    "party": PARTY,
    "id_number": ["身份证号?码?[:=]?[0-9]{6}|公民身份号码|身份证号码?(?=$|[:=是为;])"],
    "health": HEALTH,
    "stability": STABILITY,
    "origin": ORIGIN,
    "track": TRACK,
}
