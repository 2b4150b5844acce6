"""Everything that must hold before a backup may be restored; nothing is touched while it is asked."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.migrations.loader import MigrationLoader
from psycopg import Connection

from ningju.jobs.backup.dump import applied_migrations
from ningju.jobs.backup.parcel import Parcel
from ningju.jobs.backup.write import fingerprint
from ningju.jobs.cli import CommandFailed
from ningju.kernel.environment import SettingError


def check_pair(data: Parcel, keys: Parcel | None) -> None:
    """Let only keys of the same instance, as new as the data or newer, go with the data.

    Raises:
        CommandFailed: they do not fit.
    """
    if keys is None:
        return
    if keys.manifest["instance"] != data.manifest["instance"]:
        raise CommandFailed(
            f"{keys.path} 是另一套凝聚的钥匙 / {keys.path} holds the keys of another instance"
        )
    if made_at(keys) < made_at(data):
        raise CommandFailed(
            f"{keys.path} 比数据旧，之后写下的读不出来；请用最新的钥匙文件 / "
            f"{keys.path} is older than the data, and what was sealed since could not be read: "
            "use the newest keys file"
        )


def made_at(parcel: Parcel) -> datetime:
    """Return when a file was made."""
    return datetime.fromisoformat(parcel.manifest["made_at"])


def check_secrets(data: Parcel, keys: Parcel | None, *, is_new_secret_meant: bool) -> None:
    """Let data be restored only under the secrets it was made under.

    Raises:
        CommandFailed: the environment holds others.
    """
    if data.manifest["instance"] != fingerprint() and not is_new_secret_meant:
        raise CommandFailed(
            "NINGJU_SECRET_KEY 不是备份时的那把：所有网址、编号、门上的二维码和员工的第二重验证都会失效。"
            "请设回原来的；真的丢了就加 --new-secret / "
            "NINGJU_SECRET_KEY is not the one of the backup: every link, code, QR on a door and second "
            "factor of staff would be dead. Set the former one; if it is lost for good, add --new-secret"
        )
    missing = set(keys.manifest["vault_keys"]) - vault_keys() if keys is not None else set()
    if missing:
        names = ", ".join(sorted(missing))
        raise CommandFailed(
            f"NINGJU_VAULT_KEY 里没有名为 {names} 的钥匙，密封的内容打不开 / "
            f"NINGJU_VAULT_KEY lacks the key named {names}: nothing sealed could be opened"
        )


def vault_keys() -> set[str]:
    """Return the names of the vault keys of this environment; none if none is set."""
    from ningju.rooms.privacy.vault.keys import instance_keys

    try:
        return {each.name.hex() for each in instance_keys().keys}
    except SettingError:
        return set()


def migrations_to_make(connection: Connection[Any], data: Parcel) -> list[tuple[str, str]]:
    """Return the migrations that must be made before the rows can come in.

    An empty database gets the tables as they were when the backup was made; they are brought up to
    date afterwards, as they would have been.

    Returns:
        The last migration of each app, or nothing if the tables are there already.

    Raises:
        CommandFailed: the backup is of a newer program, or the tables are not those of the backup.
    """
    written = set(data.manifest["migrations"])
    there = set(applied_migrations(connection))
    graph = MigrationLoader(None).graph
    ours = {f"{app}.{name}" for app, name in graph.nodes}
    if newer := written - ours:
        raise CommandFailed(
            f"备份来自更新的程序（{first(newer)}）；请先升级 / "
            f"the backup was made by a newer program ({first(newer)}); bring this one up to date first"
        )
    if not there:
        return [
            node
            for node in graph.nodes
            if f"{node[0]}.{node[1]}" in written and is_last(node, graph, written)
        ]
    if there != written:
        raise CommandFailed(
            f"这里的数据表和备份时的不同（{first(there ^ written)}）；请恢复到一个空的数据库 / "
            f"the tables here are not those of the backup ({first(there ^ written)}): "
            "restore into an empty database, the tables are then made"
        )
    return []


def is_last(node: tuple[str, str], graph: Any, written: Collection[str]) -> bool:
    """Say whether no later migration of the same app was made."""
    children = [child.key for child in graph.node_map[node].children]
    return not any(app == node[0] and f"{app}.{name}" in written for app, name in children)


def first(names: Collection[str]) -> str:
    """Return the first of some names."""
    return sorted(names)[0]


def refuse_a_lived_in_database(connection: Connection[Any]) -> None:
    """Refuse a database in which somebody lives.

    Raises:
        CommandFailed: it holds communities or accounts.
    """
    for table, zh, en in (
        ("communities_community", "社区", "communities"),
        ("accounts_user", "账户", "accounts"),
    ):
        found = connection.execute(f"select to_regclass('public.{table}') is not null").fetchone()
        if found != (True,):
            continue
        count = connection.execute(f"select count(*) from {table}").fetchone()
        if count is not None and count[0]:
            raise CommandFailed(
                f"这个数据库里已经有 {count[0]} 个{zh}，不会覆盖；请恢复到一个空的数据库 / "
                f"this database already holds {count[0]} {en} and is not written over: "
                "restore into an empty one"
            )
