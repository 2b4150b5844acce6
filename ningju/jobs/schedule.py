"""What happens by itself, and when: each entry defers one job for every community."""

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from ningju.ground.jobs import defer, fresh_connection
from ningju.ground.tenancy import in_community
from ningju.rooms.accounts import services as accounts
from ningju.rooms.communities.models import Community
from ningju.rooms.messages.models import Message

EVERY_MINUTE = "* * * * *"
EVERY_TEN_MINUTES = "*/10 * * * *"
HOURLY = "35 * * * *"
NIGHTLY = "20 19 * * *"
"""03:20 in Shanghai: cron times are UTC."""


def defer_for_all(name: str) -> int:
    """Queue a community task once for every community and return for how many."""
    communities = list(Community.objects.values_list("pk", flat=True))
    for community_id in communities:
        defer(name, community_id=community_id)
    return len(communities)


@app.periodic(cron=NIGHTLY)
@app.task(name="jobs.sweep_form_keys")
def sweep_form_keys(timestamp: int) -> None:
    """Let every community forget the keys of forms that are long gone."""
    with fresh_connection():
        defer_for_all("ground.sweep_form_keys")


@app.periodic(cron=NIGHTLY)
@app.task(name="jobs.sweep_files")
def sweep_files(timestamp: int) -> None:
    """Let every community remove pictures that belong to nothing any more."""
    with fresh_connection():
        defer_for_all("ground.sweep_files")


@app.periodic(cron=NIGHTLY)
@app.task(name="jobs.keep_promises")
def keep_promises(timestamp: int) -> None:
    """Let every community erase whatever is past its time, and sign the end of its access log."""
    with fresh_connection():
        defer_for_all("privacy.keep_promises")


@app.periodic(cron=HOURLY)
@app.task(name="jobs.sweep_ledger_files")
def sweep_ledger_files(timestamp: int) -> None:
    """Let every community remove the tables that have waited for a day."""
    with fresh_connection():
        defer_for_all("ledgers.sweep_files")


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="jobs.send_due", queueing_lock="jobs.send_due")
def send_due(timestamp: int) -> None:
    """Let each community send what has become due; most minutes nothing has, and no job is queued."""
    with fresh_connection():
        for community_id in list(Community.objects.values_list("pk", flat=True)):
            with in_community(community_id):
                if Message.objects.due(timezone.now()).exists():
                    defer("messages.send_due", community_id=community_id)


@app.periodic(cron=EVERY_TEN_MINUTES)
@app.task(name="jobs.tell_overdue_dangers", queueing_lock="jobs.tell_overdue_dangers")
def tell_overdue_dangers(timestamp: int) -> None:
    """Let the communities that have bots tell their staff of dangers without an answer in time."""
    with fresh_connection():
        with_bots = Community.objects.filter(slug__in=settings.NINGJU_STAFF_BOTS)
        for community_id in list(with_bots.values_list("pk", flat=True)):
            defer("cases.tell_overdue_dangers", community_id=community_id)


@app.periodic(cron=NIGHTLY)
@app.task(name="jobs.clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Forget the sign-ins that are over: they tell who worked when."""
    with fresh_connection():
        SessionStore.clear_expired()


@app.periodic(cron=NIGHTLY)
@app.task(name="jobs.erase_idle_accounts")
def erase_idle_accounts(timestamp: int) -> None:
    """Erase the accounts that nobody signed in to for twelve months."""
    with fresh_connection():
        accounts.erase_idle_accounts(now=timezone.now())


@app.periodic(cron=EVERY_TEN_MINUTES)
@app.task(name="jobs.retry_stalled", queueing_lock="jobs.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Take up again what a worker was doing when it was killed; its own transaction left no trace."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
