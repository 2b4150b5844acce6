"""The auditor's page: who looked at what and why, month by month, and the sign-off."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ningju.ground.links import here
from ningju.kernel.errors import NotFound, RuleViolation
from ningju.rooms.accounts.models import User
from ningju.rooms.organisations.access import actor_of
from ningju.rooms.organisations.models import Membership
from ningju.rooms.organisations.web.staff import staff_page
from ningju.rooms.privacy import access, words
from ningju.rooms.privacy.models import AccessEntry, ErasureReport
from ningju.rooms.privacy.services import heads
from ningju.rooms.privacy.verify import Verdict, verify_log

A_PAGE = 50


class ReviewForm(forms.Form):
    """What the auditor has to say about a month."""

    words = forms.CharField(
        label=gettext_lazy("What did you find?"),
        help_text=gettext_lazy("Who sees this: the auditors of this community."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def read_month(text: str, today: date) -> date:
    """Return the first day of the month that an address names, of this month if it names none.

    Raises:
        NotFound: there is no such month, or it has not begun.
    """
    if not text:
        return today.replace(day=1)
    try:
        month_on = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotFound(_("There is no such month.")) from None
    if month_on > today:
        raise NotFound(_("This month has not begun."))
    return month_on


def month_after(month_on: date) -> date:
    """Return the first day of the next month."""
    return date(month_on.year + month_on.month // 12, month_on.month % 12 + 1, 1)


def month_before(month_on: date) -> date:
    """Return the first day of the month before."""
    return date(month_on.year - (month_on.month == 1), (month_on.month - 2) % 12 + 1, 1)


@staff_page("auditor")
@require_http_methods(["GET", "HEAD", "POST"])
def show_access_log(request: HttpRequest) -> HttpResponse:
    """Show a month of the access log in counts and entries; take the auditor's sign-off."""
    today = timezone.localdate()
    month_on = read_month(request.GET.get("month", ""), today)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and sign(request, form, month_on):
        return redirect(f"{here(request, 'show_access_log')}?month={month_on:%Y-%m}")
    context = month_page(request, month_on, today) | {"form": form}
    return render(request, "privacy/show_access_log.html", context, status=422 if form.errors else 200)


def sign(request: HttpRequest, form: ReviewForm, month_on: date) -> bool:
    """Check the log and keep the sign-off; False if its words were refused, with the reason in the form."""
    verdict = verify_log(heads.heads_outside(request.community.pk))  # type: ignore[attr-defined]
    try:
        heads.sign_review(
            month_on=month_on,
            by_user_id=actor_of(request).user_id or 0,
            verdict=verdict,
            words=form.cleaned_data["words"],
        )
    except RuleViolation as error:
        if error.field != "words":
            raise
        form.add_error("words", str(error.message))
        return False
    tell_verdict(request, verdict)
    return True


def tell_verdict(request: HttpRequest, verdict: Verdict) -> None:
    """Say what the check of the whole log found."""
    if verdict.is_whole:
        messages.success(
            request,
            _("Signed. The log is whole: %(count)d entries, none changed, none missing.")
            % {"count": verdict.read},
        )
    else:
        found = "; ".join(str(each) for each in verdict.findings[:5])
        messages.error(request, _("Signed as NOT whole. Tell the administrator at once:") + f" {found}")


def month_page(request: HttpRequest, month_on: date, today: date) -> dict[str, Any]:
    """Return what the page of a month shows; names of staff, never of anybody else."""
    entries = AccessEntry.objects.filter(at__gte=start_of(month_on), at__lt=start_of(month_after(month_on)))
    page = Paginator(entries.order_by("-seq"), A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    names = User.objects.in_bulk({row.by_user_id for row in rows if row.by_user_id is not None})
    reports = ErasureReport.objects.filter(at__gte=start_of(month_on), at__lt=start_of(month_after(month_on)))
    reviews = access.reviews_of(month_on)
    return {
        "month_on": month_on,
        "before": month_before(month_on),
        "after": month_after(month_on) if month_after(month_on) <= today else None,
        "counts": counts_of(entries),
        "page": page,
        "lines": [
            (row, look, names.get(row.by_user_id or 0))
            for row, look in zip(rows, words.looks_of(rows), strict=True)
        ],
        "erased": erased_in(reports),
        "reviews": reviews,
        "is_signed": any(each.by_user_id == actor_of(request).user_id for each in reviews),
        "is_over": month_after(month_on) <= today,
    }


def start_of(day: date) -> Any:
    """Return the first moment of a day in Shanghai."""
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day))  # type: ignore[attr-defined]


def counts_of(entries: Any) -> list[dict[str, Any]]:
    """Return how often each act happened for each purpose in each role, in a fixed order."""
    rows = entries.order_by().values("act", "purpose", "role", "reader").annotate(count=Count("seq"))
    roles = dict(Membership.Role.choices)
    return [
        {
            "act": words.ACT_WORDS[row["act"]],
            "purpose": words.purpose_words(row["purpose"]),
            "who": roles.get(row["role"]) or words.reader_words(row["reader"]),
            "count": row["count"],
        }
        for row in sorted(rows, key=lambda row: (row["act"], row["purpose"], row["role"]))
    ]


def erased_in(reports: Any) -> dict[str, int]:
    """Return how much of each kind was erased because its time was over."""
    totals: dict[str, int] = {}
    for report in reports:
        for name, count in report.counts.items():
            totals[name] = totals.get(name, 0) + count
    return {name: count for name, count in sorted(totals.items()) if count}
