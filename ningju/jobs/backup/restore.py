"""Restore a backup into an empty database: checked whole before anything is touched."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from psycopg import Error as DatabaseError

from ningju.jobs.backup.erased import erase_again
from ningju.jobs.backup.load import Loaded, load_backup
from ningju.jobs.backup.owner_link import owner_link
from ningju.jobs.backup.parcel import open_parcel, unwritable
from ningju.jobs.backup.progress import Progress
from ningju.jobs.backup.target import (
    check_pair,
    check_secrets,
    migrations_to_make,
    refuse_a_lived_in_database,
)
from ningju.jobs.cli import CommandFailed
from ningju.jobs.django_setup import migrate_if_needed


def restore_backup(
    file: Path, keys_file: Path | None, *, is_new_secret_meant: bool = False, progress: Progress | None = None
) -> Loaded:
    """Restore the data with the newest keys into the database of the environment.

    Args:
        file: the data.
        keys_file: the newest keys file; None restores without keys, so that nothing sealed opens.
        is_new_secret_meant: go on although NINGJU_SECRET_KEY is another than at the backup.
        progress: told as it goes.

    Raises:
        CommandFailed: anything does not fit. No row was written then.
    """
    progress = progress or Progress()
    with ExitStack() as stack:
        data = stack.enter_context(open_parcel(file, "data", progress))
        keys = stack.enter_context(open_parcel(keys_file, "keys", progress)) if keys_file else None
        check_pair(data, keys)
        check_secrets(data, keys, is_new_secret_meant=is_new_secret_meant)
        link = stack.enter_context(owner_link())
        try:
            refuse_a_lived_in_database(link)
            targets = migrations_to_make(link, data)
            link.rollback()
            make_tables(targets)
            loaded = load_backup(link, data, keys, progress)
        except OSError as error:
            raise CommandFailed(unwritable(Path(error.filename or file), error)) from None
        except DatabaseError as error:
            words = " ".join(str(error).split())
            raise CommandFailed(
                f"数据库不收：{words}；什么也没恢复 / the database refused: {words}; nothing was restored"
            ) from None
        finally:
            progress.end()
    migrate_if_needed()
    link_again()
    erased = erase_again() if keys_file else 0  # lost keys may be found: without any, nothing is let go
    return replace(loaded, erased=erased)


def make_tables(targets: list[tuple[str, str]]) -> None:
    """Make the tables as they were at the backup, in an empty database."""
    if targets:
        executor = MigrationExecutor(connections["owner"])
        executor.migrate(targets)
        connections["owner"].close()


def link_again() -> None:
    """Let the planner know the new rows, and end what this process has open."""
    with owner_link() as link:
        link.autocommit = True
        link.execute("analyze")
    connections.close_all()


def told_in_words(loaded: Loaded, *, has_keys: bool) -> str:
    """Say what came back, in both languages."""
    keys = f"钥匙 {loaded.keys} 行" if has_keys else "没有钥匙：密封的内容读不出来"
    keys_en = f"{loaded.keys} rows of keys" if has_keys else "no keys: nothing sealed can be read"
    return (
        f"已恢复 {loaded.communities} 个社区，{loaded.rows} 行，{loaded.pictures} 张照片，{keys} / "
        f"Restored {loaded.communities} communities, {loaded.rows} rows, {loaded.pictures} pictures, "
        f"{keys_en}\n"
        f"备份之后删除的 {loaded.erased} 条又删了一遍 / "
        f"{loaded.erased} records that were erased after the backup were let go again\n"
        "请运行 ningju erase-due 和 ningju doctor，再启动服务 / "
        "Run 'ningju erase-due' and 'ningju doctor', then start the service"
    )
