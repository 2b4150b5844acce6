"""Everything staff can do to a case at the desk: the address's verb, its form, its service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ningju.pages.desk import forms
from ningju.rooms.cases import services
from ningju.rooms.cases.kinds import Verb
from ningju.rooms.cases.models import Case


@dataclass(frozen=True, slots=True)
class Act:
    """One act: what it is called in the room, the form it is sent with, and what is said when done.

    Attributes:
        verb: the room's word for it.
        form: its fields are the service's arguments.
        place: the form on the page in which a refusal shows.
        serve: the service.
        done: what is said afterwards.
    """

    verb: Verb
    form: type[forms.DeskForm]
    place: str
    serve: Callable[..., Case]
    done: Promise


ACTS: Mapping[str, Act] = {
    "claim": Act(Verb.CLAIM, forms.DeskForm, "tap", services.claim_case, _("It is yours now.")),
    "release": Act(
        Verb.RELEASE, forms.DeskForm, "tap", services.release_case, _("It is back for colleagues.")
    ),
    "start": Act(
        Verb.START, forms.DeskForm, "tap", services.start_work, _("The asker reads that work has begun.")
    ),
    "resume": Act(Verb.RESUME, forms.DeskForm, "tap", services.resume_case, _("The clock runs on.")),
    "publish": Act(
        Verb.PUBLISH, forms.DeskForm, "tap", services.publish_case, _("The words may now be shown in public.")
    ),
    "unpublish": Act(
        Verb.UNPUBLISH, forms.DeskForm, "tap", services.unpublish_case, _("The words are off public pages.")
    ),
    "answer": Act(
        Verb.ANSWER, forms.ReplyForm, "reply", services.answer_case, _("The answer is with the asker.")
    ),
    "ask-back": Act(
        Verb.ASK_BACK,
        forms.ReplyForm,
        "reply",
        services.ask_back,
        _("The question is with the asker; the clock waits."),
    ),
    "decline": Act(Verb.DECLINE, forms.ReplyForm, "reply", services.decline_case, _("The asker reads why.")),
    "pause": Act(
        Verb.PAUSE, forms.PauseForm, "reply", services.pause_case, _("The clock waits; the asker reads why.")
    ),
    "hand-over": Act(
        Verb.HAND_OVER,
        forms.HandOverForm,
        "hand_over",
        services.hand_over_case,
        _("It is with the other unit now."),
    ),
    "merge": Act(Verb.MERGE, forms.MergeForm, "merge", services.merge_case, _("The two go together now.")),
    "note": Act(Verb.NOTE, forms.NoteForm, "note", services.note_case, _("Noted.")),
    "add-words": Act(
        Verb.ADD_WORDS, forms.ProxyForm, "proxy", services.add_words, _("Written down for the asker.")
    ),
    "confirm": Act(
        Verb.CONFIRM, forms.ProxyForm, "proxy", services.confirm_case, _("Written down for the asker.")
    ),
    "reopen": Act(
        Verb.REOPEN, forms.ProxyForm, "proxy", services.reopen_case, _("Open again, for the asker.")
    ),
}
