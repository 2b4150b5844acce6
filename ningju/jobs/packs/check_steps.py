"""What the steps of a case must hold: time order, declared moves, words for the asker, the right hand."""

from collections import defaultdict

from ningju.jobs.packs.contents import CaseStory, Pack, Step
from ningju.jobs.packs.offsets import is_before
from ningju.jobs.packs.problems import Findings
from ningju.jobs.packs.vocabulary import ASKER
from ningju.kernel.geo import point_in_polygon
from ningju.rooms.cases.kinds import ANSWERING_VERBS, ASKERS_VERBS, KINDS, TELLING_VERBS, Kind, Verb

FILE = "steps.csv"
WITH_TARGET = (Verb.HAND_OVER, Verb.MERGE, Verb.MATCH)
WAKING = ANSWERING_VERBS | {Verb.RESUME, Verb.ADD_WORDS}
SAYING = TELLING_VERBS | {Verb.ADD_WORDS, Verb.REOPEN}


def check_stories(pack: Pack, findings: Findings) -> None:
    """Note what is wrong with cases, needs and their steps."""
    stories: dict[str, tuple[str, CaseStory]] = {}
    kinds = {category.code: category.kind for category in pack.categories}
    for file, kind, rows in (("cases.csv", "hazard", pack.cases), ("needs.csv", "need", pack.needs)):
        for row in rows:
            if row.slug in stories:
                findings.add(file, row.line, "slug", f"“{row.slug}”用过了", f'"{row.slug}" is used already')
            stories.setdefault(row.slug, (kind, row))
            if kinds.get(row.category, kind) != kind:
                zh, en = f"要用 {kind} 类的分类", f"needs a category of kind {kind}"
                findings.add(file, row.line, "category", zh, en)
            check_where(file, row, pack, findings)
    by_case: defaultdict[str, list[Step]] = defaultdict(list)
    for step in pack.steps:
        by_case[step.case].append(step)
        if step.case not in stories:
            zh = f"cases.csv 和 needs.csv 里都没有“{step.case}”"
            findings.add(FILE, step.line, "case", zh, f'neither cases.csv nor needs.csv has "{step.case}"')
        check_hand(step, pack, findings)
        check_target(step, pack, stories, findings)
    for slug, (kind, story) in stories.items():
        check_order(story, by_case[slug], findings)
        check_moves(KINDS[kind], by_case[slug], findings)


def check_where(file: str, story: CaseStory, pack: Pack, findings: Findings) -> None:
    """Note a case that lies nowhere, half of a point, or a point outside the outline."""
    lat, lon = story.lat_deg, story.lon_deg
    if (lat is None) != (lon is None):
        findings.add(file, story.line, "lat_deg", "经纬度要一起写", "write both degrees or neither")
    if lat is not None and lon is not None and not point_in_polygon(lon, lat, pack.outline):
        findings.add(file, story.line, "lat_deg", "这一点在范围以外", "this point lies outside the outline")
    if not story.place and not story.where:
        findings.add(
            file,
            story.line,
            "place",
            "要写 place，或用 where_zh/_en 说在哪里",
            "name a place, or say where in where_zh and where_en",
        )


def check_hand(step: Step, pack: Pack, findings: Findings) -> None:
    """Note a step without its words, or by the wrong hand."""
    units = {organisation.slug for organisation in pack.organisations if organisation.handles_cases}
    if step.act in SAYING and not step.words:
        findings.add(FILE, step.line, "words_zh", "要写给提问的人看的话", "needs words that the asker reads")
    if (step.act in ASKERS_VERBS) != (step.by == ASKER):
        findings.add(
            FILE,
            step.line,
            "by",
            "add_words、confirm、reopen 由 asker 做，其余由一个组织做",
            "add_words, confirm and reopen are by asker, all others by an organisation",
        )
    elif step.by != ASKER and step.by not in units:
        findings.add(
            FILE,
            step.line,
            "by",
            f"“{step.by}”不是 organisations.csv 里办事的单位(handles_cases)",
            f'"{step.by}" is no organisation of organisations.csv that handles cases',
        )


def check_target(
    step: Step, pack: Pack, stories: dict[str, tuple[str, CaseStory]], findings: Findings
) -> None:
    """Note a hand-over, merge or match without its target, or a target that is not there."""
    if (step.act in WITH_TARGET) != bool(step.to):
        findings.add(
            FILE,
            step.line,
            "to",
            "hand_over、merge、match 要写 to，别的不写",
            "hand_over, merge and match need a to; others have none",
        )
        return
    targets = {
        "hand_over": {organisation.slug for organisation in pack.organisations if organisation.handles_cases},
        "merge": stories.keys() - {step.case},
        "match": {resource.slug for resource in pack.resources},
    }
    if step.to and step.to not in targets[step.act]:
        findings.add(FILE, step.line, "to", f"找不到“{step.to}”", f'there is no "{step.to}" for this act')


def check_order(story: CaseStory, steps: list[Step], findings: Findings) -> None:
    """Note steps that are not later than the one before, whatever the hour of the first load."""
    former = story.asked
    for step in steps:
        if not is_before(former, step.at):
            findings.add(
                FILE,
                step.line,
                "at",
                f"“{step.at.text}”不总是晚于“{former.text}”",
                f'"{step.at.text}" is not always later than "{former.text}"',
            )
        former = step.at


def check_moves(kind: Kind, steps: list[Step], findings: Findings) -> None:
    """Note an act that the kind of case does not declare from the state it is in."""
    state, is_paused = kind.first, False
    for step in steps:
        verb = Verb(step.act)
        is_resting = verb in (Verb.PAUSE, Verb.ASK_BACK)
        is_odd = (is_resting and is_paused) or (verb is Verb.RESUME and not is_paused)
        if is_odd or not kind.may(verb, state):
            paused = ("（已暂停）", " (paused)") if is_paused else ("", "")
            findings.add(
                FILE,
                step.line,
                "act",
                f"状态 {state}{paused[0]} 时不能 {step.act}",
                f"a {kind.name} that is {state}{paused[1]} cannot {step.act}",
            )
            return
        state = kind.after(verb, state)
        is_paused = is_resting or (is_paused and verb not in WAKING)


def end_state(pack: Pack, story: CaseStory) -> str:
    """Return the state in which a checked case or need stands after its steps."""
    kind = KINDS["hazard" if story in pack.cases else "need"]
    state = kind.first
    for step in pack.steps_of(story.slug):
        state = kind.after(Verb(step.act), state)
    return state
