"""What can be wrong with an instance, and how to mend it: one function a question."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from ningju.ground.holidays import current_calendar
from ningju.jobs.backup import marker
from ningju.jobs.django_setup import missing_migrations
from ningju.kernel.environment import SettingError
from ningju.kernel.errors import Unreadable
from ningju.kernel.text import Bilingual
from ningju.rooms.privacy.vault.keys import instance_keys

LEAST_FREE_BYTES = 1024**3
SHORTEST_KEY = 50
FEWEST_SIGNS = 12
KNOWN_AHEAD_DAYS = 60
BACKUP_WITHIN_DAYS = 7
OLDEST_SERVER = 150000
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Finding:
    """One question and its answer (体检结果): what was looked at, whether it is well, what to do if not."""

    what: Bilingual
    is_well: bool
    mend: Bilingual

    def __str__(self) -> str:
        """Read as one line in both languages."""
        if self.is_well:
            return f"✓ {self.what.zh} / {self.what.en}"
        return f"✗ {self.what.zh}：{self.mend.zh} / {self.what.en}: {self.mend.en}"


def examine() -> Iterator[Finding]:
    """Ask every question that can be asked: about jobs, for one, only if there are tables."""
    reachable = database_answers()
    yield reachable
    if reachable.is_well:
        yield role_is_plain()
        tables = tables_are_current()
        yield tables
        if tables.is_well:
            yield jobs_are_on_time()
            yield demo_stays_in_demo()
    for look in OUTSIDE_IT:
        yield look()


def database_answers() -> Finding:
    """Say whether the database answers and is new enough."""
    what = Bilingual("数据库有应答", "the database answers")
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        words = " ".join(str(error).split())
        return Finding(
            what,
            False,
            Bilingual(f"{words}；启动它，或改 DATABASE_URL", f"{words}; start it, or mend DATABASE_URL"),
        )
    version = connection.pg_version  # type: ignore[attr-defined]
    return Finding(
        what,
        version >= OLDEST_SERVER,
        Bilingual("PostgreSQL 要 15 或更新", "PostgreSQL must be 15 or newer"),
    )


def role_is_plain() -> Finding:
    """Say whether the app's role is bound by row security and owns nothing."""
    rows = ask(
        "select rolsuper or rolbypassrls, exists(select from pg_class c join pg_namespace n "
        "on n.oid = c.relnamespace where c.relowner = r.oid and n.nspname not like 'pg_%') "
        "from pg_roles r where rolname = current_user"
    )
    passes_by, owns = rows[0]
    return Finding(
        Bilingual("网站用的角色没有特权", "the web's role has no privileges"),
        not passes_by and not owns,
        Bilingual(
            "DATABASE_URL 要用 NOSUPERUSER NOBYPASSRLS 且不拥有任何表的角色",
            "DATABASE_URL must use a role that is NOSUPERUSER NOBYPASSRLS and owns no table",
        ),
    )


def tables_are_current() -> Finding:
    """Say whether every migration was made."""
    missing = missing_migrations("default")
    return Finding(
        Bilingual("数据表是最新的", "the tables are up to date"),
        not missing,
        Bilingual("运行 ningju migrate", "run 'ningju migrate'"),
    )


def jobs_are_on_time() -> Finding:
    """Say whether no job has waited for a quarter of an hour."""
    late = ask(
        "select count(*) from procrastinate_jobs where status = 'todo' "
        "and coalesce(scheduled_at, '-infinity') < now() - interval '15 minutes' "
        "and exists (select from procrastinate_events e where e.job_id = procrastinate_jobs.id "
        "and e.type = 'deferred' and e.at < now() - interval '15 minutes')"
    )[0][0]
    return Finding(
        Bilingual("后台任务没有积压", "no job is late"),
        late == 0,
        Bilingual(f"{late} 个在等；运行 ningju worker", f"{late} are waiting; run 'ningju worker'"),
    )


def demo_stays_in_demo() -> Finding:
    """Say whether demo people exist in demo mode only."""
    count = ask("select count(*) from accounts_user where is_demo")[0][0]
    return Finding(
        Bilingual("演示账号只在演示里", "demo people are in the demo only"),
        settings.NINGJU_DEMO or count == 0,
        Bilingual(
            f"有 {count} 个演示账号（进不来）；正式使用请另建数据库",
            f"there are {count} demo people (they cannot sign in); use a database of its own in earnest",
        ),
    )


def demo_mode_is_off_the_net() -> Finding:
    """Say whether demo mode is reached on this machine only."""
    outside = set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}
    return Finding(
        Bilingual("演示模式不对外", "demo mode does not face the net"),
        not settings.NINGJU_DEMO or not outside,
        Bilingual("去掉 NINGJU_DEMO，或只留本机名", "unset NINGJU_DEMO, or keep NINGJU_HOSTS local"),
    )


def secret_is_strong() -> Finding:
    """Say whether the secret key is long and varied."""
    key = settings.SECRET_KEY
    return Finding(
        Bilingual("密钥够长", "the secret key is strong"),
        len(key) >= SHORTEST_KEY and len(set(key)) >= FEWEST_SIGNS,
        Bilingual(
            f"NINGJU_SECRET_KEY 要至少 {SHORTEST_KEY} 个随机字符",
            f"NINGJU_SECRET_KEY needs {SHORTEST_KEY} random characters",
        ),
    )


def vault_has_its_key() -> Finding:
    """Say whether the vault has a key, so that people can leave how to reach them."""
    what = Bilingual("保险柜有钥匙", "the vault has its key")
    try:
        instance_keys()
    except SettingError as error:
        mend = "设 NINGJU_VAULT_KEY 或 NINGJU_VAULT_KEY_FILE(ningju vault new-key 可生成)"
        return Finding(what, False, Bilingual(mend, str(error)))
    return Finding(what, True, Bilingual("", ""))


def disk_has_room() -> Finding:
    """Say whether the data folder's disk has a gigabyte left."""
    free = shutil.disk_usage(existing(Path(settings.DATA))).free
    return Finding(
        Bilingual("磁盘有空间", "the disk has room"),
        free >= LEAST_FREE_BYTES,
        Bilingual(f"只剩 {free // 1024**2} MB；清理或换盘", f"only {free // 1024**2} MB are left; make room"),
    )


def media_can_be_written() -> Finding:
    """Say whether a file can be put into the media folder."""
    folder = Path(settings.MEDIA_ROOT)
    mend = Bilingual(f"让本用户能写 {folder}", f"let this user write to {folder}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            is_well = True
    except OSError:
        is_well = False
    return Finding(Bilingual("照片文件夹可写", "the media folder can be written"), is_well, mend)


def holidays_are_known() -> Finding:
    """Say whether the next 60 days' public holidays are known and not assumed."""
    what = Bilingual(
        f"今后 {KNOWN_AHEAD_DAYS} 天的节假日已知",
        f"the holidays of the next {KNOWN_AHEAD_DAYS} days are known",
    )
    try:
        calendar = current_calendar()
    except Unreadable as error:
        return Finding(what, False, error.message)
    last = timezone.now().astimezone(SHANGHAI).date() + timedelta(days=KNOWN_AHEAD_DAYS)
    return Finding(
        what,
        calendar.known(last),
        Bilingual(
            f"{last.year} 年的通知发布后运行 ningju holidays load FILE",
            f"run 'ningju holidays load FILE' once the notice for {last.year} is out",
        ),
    )


def backup_is_fresh() -> Finding:
    """Say whether a backup was made within the week; a demo needs none."""
    made_at = marker.last_made_at()
    mend = Bilingual("运行 ningju backup FILE", "run 'ningju backup FILE'")
    if made_at is None:
        what = Bilingual("做过备份", "a backup was made")
        return Finding(what, settings.NINGJU_DEMO, mend)
    days = max(0, (timezone.now() - made_at).days)
    what = Bilingual(f"上次备份在 {days} 天前", f"the last backup was made {days} days ago")
    return Finding(what, settings.NINGJU_DEMO or days <= BACKUP_WITHIN_DAYS, mend)


def existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def ask(sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a question to the database."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


OUTSIDE_IT: tuple[Callable[[], Finding], ...] = (
    demo_mode_is_off_the_net,
    secret_is_strong,
    vault_has_its_key,
    disk_has_room,
    media_can_be_written,
    holidays_are_known,
    backup_is_fresh,
)
