"""Names of columns and of query parameters: read more strictly than the words in them."""

CHINESE_HEADERS: dict[str, str] = {
    "nationality": "民族|族别|族裔|族群|种族|少数族|少民|[汉回满藏维苗彝壮蒙]族|涉疆|涉藏|疆籍|藏籍",
    "religion": "宗教|信仰|教派|信教|是否信|教徒|信众|受洗|做礼拜",
    "party": (
        "政治(?:面[貌目]|身份|成分|倾向)|党员|党派|党龄|党籍|入党|退党|是否党|党内|党组织关系|"
        "(?:所在|所属)党(?:支部|组织|小组)|"
        "团员|入团|积极分子|发展对象|培养对象|后备干部"
    ),
    "id_number": (
        "身份证|证件号|证件编?码|证件类[型别]|居民证|居住证号|公民身份|身份号|护照|社保(?:卡)?号|"
        "军官证|户口本|人脸|指纹|虹膜|声纹|步态"
    ),
    "health": (
        "健康(?:状况|情况|状态|等级|程度|码|史|档案)|身体状况|病[史情种]|疾病|慢性?病|传染病|"
        "残疾(?!人?(?:专用)?(?:车位|停车|卫生间|厕所|坡道|通道|设施|电梯|洗手间|轮椅))|"
        "残障(?!通道|设施|坡道|车位|厕所|卫生间)|伤残|智障|精神(?:病|障碍|状况|状态|异常)|"
        "过敏史?|孕[产期妇]|血型|体检结果|核酸|抗原|疫苗|接种|"
        "艾滋|乙肝|失能|自理能力|心理(?:状况|状态|评估|测评|健康等级)|计生|生育(?:状况|情况)|检测结果"
    ),
    "stability": (
        "稳定(?!性测试)|维稳|稳控|涉稳|重点人|重点对象|重点关注|管控|布控|上访|信访(?!办|室|窗口|"
        "接待|大厅|服务|点)|矫正(?!中心)|前科|犯罪|违法(?!停车|建)|案底|"
        "吸毒|涉毒|戒毒(?!宣传)|邪教|关注等级|人员风险|风险人员|帮教|刑释"
    ),
    "origin": (
        "籍贯|祖籍|原籍|户籍(?!窗口|业务|服务|大厅)|户口(?!业务|窗口)|"
        "出生地|来源地|老家|家乡|故乡|生源地|国籍|省籍|哪里人"
    ),
    "track": (
        "轨迹|行踪|足迹|行程[码卡]|人员定位|实时定位|"
        "定位(?:记录|信息|轨迹|历史)|位置记录|出入记录|刷脸|手机位置"
    ),
}

EDGE_BEFORE, EDGE_AFTER = "(?:^|_)", "(?:$|_)"
ENGLISH_HEADERS: dict[str, str] = {
    "nationality": (
        "ethnic\\w*|nation|nationalit\\w+|minorit\\w+|race|racial|trib(?:e|al)|"
        "minzu\\w*|zubie|shaoshu\\w*|hanzu|huizu|weizu|zangzu"
    ),
    "religion": "relig\\w*|faith|belief\\w*|muslim|christian|buddhist|zongjiao\\w*|xinyang|creed",
    "party": (
        "party_?members?\\w*|party_(?:branch|status|affiliation|organi[sz]ation|join\\w*|date|"
        "age|member\\w*)|communist\\w*|politic\\w*|"
        "cpc|ccp|league_member\\w*|youth_league|dangyuan\\w*|zzmm|zhengzhi\\w*|partisan\\w*"
    ),
    "id_number": (
        "id_?cards?\\w*|id_no|id_nos|id_?numbers?|id_?num|identity_?cards?\\w*|identity_?(?:no|"
        "number)|national_?id|citizen_?id|resident_?id|"
        "passports?\\w*|sfz\\w*|shenfen\\w*|ssn|face_?id|fingerprints?\\w*|biometric\\w*|idno"
    ),
    "health": (
        "disab(?!led_?(?:access|toilet|parking|ramp|lift|bay|wc))\\w*|handicap\\w*|disease\\w*|"
        "illness\\w*|medical_(?:history|records?|condition|status)|diagnos\\w*|"
        "health_?(?:status|condition|state|level|issues?|records?|code|grade)|health|hiv|"
        "pregnan\\w*|blood_?type|allerg\\w*|mental\\w*|vaccin\\w*|"
        "covid\\w*|test_?results?|canji\\w*|jiankang\\w*"
    ),
    "stability": (
        "stability\\w*|petition\\w*|key_?persons?|convict\\w*|criminal\\w*|"
        "weiwen\\w*|drug_?users?|troublemaker\\w*|watch_?list"
    ),
    "origin": (
        "native_?place|birth_?place|place_of_birth|home_?town|ancestral\\w*|place_of_origin|"
        "hukou\\w*|huji\\w*|jiguan|citizenship|"
        "registered_residence|home_province|country_of_birth"
    ),
    "track": (
        "trajector\\w*|gps_?(?:track|trace|log)\\w*|location_(?:history|logs?|track\\w*)|guiji|"
        "whereabouts|movement_(?:log|record|history)|footprints?"
    ),
}

#: Names that forbid a column only when they are the whole of it.
WHOLE_HEADERS: dict[str, str] = {
    "party": "party|dang",
    "origin": "origin|origins|jg",
    "track": "track|tracks|tracking",
    "nationality": "mz",
}

#: And a query parameter.
WHOLE_PARAMETERS: dict[str, str] = {"party": "party|dang", "nationality": "mz"}
