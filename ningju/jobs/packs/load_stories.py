"""Write the living part of a pack: offers, tasks, and cases that are told move by move."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from ningju.jobs.packs.contents import CaseStory, Pack, Step
from ningju.jobs.packs.load_ground import BY, organisations
from ningju.jobs.packs.refusals import from_row
from ningju.jobs.packs.vocabulary import ASKER
from ningju.kernel.text import Bilingual
from ningju.rooms.cases import services as cases
from ningju.rooms.cases.kinds import Verb
from ningju.rooms.cases.models import Case, Category
from ningju.rooms.issues.services import report_issue
from ningju.rooms.needs.models import Need, Resource
from ningju.rooms.needs.services import join_need, offer_resource, voice_need, withdraw_resource
from ningju.rooms.organisations.access import ANYBODY, Actor
from ningju.rooms.organisations.models import Membership, Organisation
from ningju.rooms.places.models import Place
from ningju.rooms.volunteering.services import put_opportunity

PACKS = UUID("6f2a1c1e-5d0b-4b7e-9a55-6e696e676a75")
OFFERED_BEFORE = timedelta(days=30)
STAFF = frozenset({"worker", "coordinator"})


def case_id(community: str, story: str) -> UUID:
    """Return the public id of a pack's case: always the same, so that it is told once."""
    return uuid5(PACKS, f"{community}/{story}")


def said(text: Bilingual) -> str:
    """Return words that a person of the demo says, in both languages one below the other."""
    return "\n".join(filter(None, (text.zh, text.en)))


@dataclass(frozen=True, slots=True)
class Stage:
    """What a story can name (故事所指): bodies, places, categories, offers, and who acts for whom."""

    slug: str
    anchor: datetime
    bodies: dict[str, Organisation]
    places: dict[str, Place]
    categories: dict[str, Category]
    owners: dict[str, str]
    resources: dict[str, Resource]
    members: dict[int, tuple[int, str]]

    def actor(self, slug: str) -> Actor:
        """Return who acts for a body: one of its demo people, else the demo's coordinator."""
        body = self.bodies[slug]
        user_id, name = self.members.get(body.pk) or self.members.get(0) or (None, BY)
        return Actor(user_id, name, STAFF, frozenset({body.pk}))


def set_stage(pack: Pack, anchor: datetime) -> Stage:
    """Read once what the stories of a pack can name."""
    members: dict[int, tuple[int, str]] = {}
    rows = Membership.objects.filter(user__is_demo=True).order_by("id")
    for user_id, name, body_id, role in rows.values_list(
        "user_id", "user__nickname", "organisation_id", "role"
    ):
        if role in ("worker", "coordinator"):
            members.setdefault(body_id, (user_id, name))
        if role == "coordinator":
            members.setdefault(0, (user_id, name))
    return Stage(
        slug=pack.community.slug,
        anchor=anchor,
        bodies=organisations(),
        places={place.slug: place for place in Place.objects.all()},
        categories={category.slug: category for category in Category.objects.all()},
        owners={row.code: row.owner for row in pack.categories},
        resources={resource.slug: resource for resource in Resource.objects.exclude(slug="")},
        members=members,
    )


def load_offers(pack: Pack, anchor: datetime) -> None:
    """Write the offers; what the pack calls available counts as checked by staff."""
    stage = set_stage(pack, anchor)
    for number, row in enumerate(pack.resources):
        with from_row("resources.csv", row):
            body = stage.bodies[row.offered_by]
            partner = Actor(None, body.name.zh, frozenset({"partner"}), frozenset({body.pk}))
            staff = Actor(None, body.name.zh, STAFF, frozenset({body.pk}))
            offer_resource(
                by=partner if row.status == Resource.Status.OFFERED else staff,
                organisation=body,
                category=stage.categories[row.category],
                title=row.title,
                when=row.when,
                conditions=row.conditions,
                capacity=row.capacity,
                place=stage.places.get(row.place),
                slug=row.slug,
                at=anchor - OFFERED_BEFORE + number * timedelta(hours=7),
            )


def withdraw_offers(pack: Pack) -> None:
    """Take back the offers that the pack calls withdrawn, once its cases have used them."""
    slugs = [row.slug for row in pack.resources if row.status == Resource.Status.WITHDRAWN]
    staff = Actor(None, BY, STAFF, frozenset())
    for resource in Resource.objects.filter(slug__in=slugs).exclude(status=Resource.Status.WITHDRAWN):
        withdraw_resource(resource=resource, by=staff)


def load_tasks(pack: Pack, anchor: datetime) -> None:
    """Write the volunteers' tasks."""
    stage = set_stage(pack, anchor)
    for row in pack.opportunities:
        with from_row("opportunities.csv", row):
            put_opportunity(
                slug=row.slug,
                title=row.title,
                text=row.words,
                effort=row.effort,
                place=stage.places.get(row.place),
                host=stage.bodies[row.host],
                starts_at=row.starts.at(anchor),
                ends_at=row.ends.at(anchor),
                hands_wanted=row.wanted,
            )


def load_stories(pack: Pack, anchor: datetime) -> None:
    """Tell every case and need that is not there yet: first all openings, then all moves as time ran."""
    stage = set_stage(pack, anchor)
    known = set(Case.objects.values_list("public_id", flat=True))
    told: dict[str, Case] = {}
    for story in sorted((*pack.cases, *pack.needs), key=lambda row: row.asked.at(anchor)):
        if case_id(stage.slug, story.slug) in known:
            continue
        unit = first_unit(stage, story, pack.steps_of(story.slug))
        is_case = story in pack.cases
        with from_row("cases.csv" if is_case else "needs.csv", story):
            act = report_issue if is_case else voice_need
            told[story.slug] = open_story(stage, story, unit, act=act)
    for step in sorted(pack.steps, key=lambda row: row.at.at(anchor)):
        if step.case in told:
            with from_row("steps.csv", step):
                told[step.case] = play(stage, told[step.case], step)


def first_unit(stage: Stage, story: CaseStory, steps: tuple[Step, ...]) -> Organisation:
    """Return the unit that a story comes to: the first to do something with it, else its category's."""
    for step in steps:
        if step.by != ASKER and step.act != Verb.PUBLISH:
            return stage.bodies[step.by]
    return stage.bodies[stage.owners[story.category]]


def open_story(stage: Stage, story: CaseStory, unit: Organisation, *, act: Callable[..., Any]) -> Case:
    """Open the case of a story at its moment; what came by phone or paper is written by staff."""
    category = stage.categories[story.category]
    by = stage.actor(unit.slug) if story.is_by_proxy else ANYBODY
    made = act(
        words=said(story.words),
        category=category,
        unit=unit,
        where=" / ".join(filter(None, (story.where.zh, story.where.en))),
        place=stage.places.get(story.place),
        lat_deg=story.lat_deg,
        lon_deg=story.lon_deg,
        via=story.via,
        by=by,
        at=story.asked.at(stage.anchor),
        public_id=case_id(stage.slug, story.slug),
    )
    case: Case = made.case
    return case


PLAIN: dict[Verb, Callable[..., Case]] = {
    Verb.CLAIM: cases.claim_case,
    Verb.RELEASE: cases.release_case,
    Verb.PUBLISH: cases.publish_case,
    Verb.UNPUBLISH: cases.unpublish_case,
}
WITH_WORDS: dict[Verb, Callable[..., Case]] = {
    Verb.START: cases.start_work,
    Verb.UNMATCH: cases.unmatch_case,
    Verb.ASK_BACK: cases.ask_back,
    Verb.ADD_WORDS: cases.add_words,
    Verb.RESUME: cases.resume_case,
    Verb.ANSWER: cases.answer_case,
    Verb.DECLINE: cases.decline_case,
    Verb.CONFIRM: cases.confirm_case,
    Verb.REOPEN: cases.reopen_case,
}


def play(stage: Stage, case: Case, step: Step) -> Case:
    """Make one move of a case at its moment and return the case as it stands then."""
    verb = Verb(step.act)
    by = ANYBODY if step.by == ASKER else stage.actor(step.by)
    words = said(step.words)
    common: dict[str, Any] = {"by": by, "at": step.at.at(stage.anchor)}
    match verb:
        case Verb.MATCH:
            return join(stage, case, step, by)
        case Verb.HAND_OVER:
            return cases.hand_over_case(case=case, to_unit=stage.bodies[step.to], words=words, **common)
        case Verb.MERGE:
            into = Case.objects.get(public_id=case_id(stage.slug, step.to))
            return cases.merge_case(case=case, into=into, words=words, **common)
        case Verb.PAUSE:
            return cases.pause_case(case=case, reason=words, **common)
        case Verb.NOTE:
            return cases.note_case(case=case, note=words, **common)
    if verb is Verb.CLAIM and case.assignee_id is not None:
        case = cases.release_case(case=case, **common)
    if verb in PLAIN:
        return PLAIN[verb](case=case, **common)
    return WITH_WORDS[verb](case=case, words=words, **common)


def join(stage: Stage, case: Case, step: Step, by: Actor) -> Case:
    """Join a need with the offer that a step names."""
    join_need(
        need=Need.objects.select_related("case").get(case=case),
        resource=stage.resources[step.to],
        by=by,
        reason=said(step.words),
        words=said(step.words),
        at=step.at.at(stage.anchor),
    )
    return Case.objects.get(pk=case.pk)
