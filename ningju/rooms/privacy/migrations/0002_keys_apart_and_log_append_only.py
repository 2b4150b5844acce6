"""Make the keys' own schema, and let nobody change or delete what the access log holds."""

from django.db import migrations

KEYS = """
create schema if not exists keys;
create table keys.community_key (
    community_id bigint not null references communities_community (id) deferrable initially deferred,
    purpose varchar(12) not null,
    version integer not null check (version > 0),
    instance_key_name bytea not null,
    wrapped bytea not null,
    made_at timestamptz not null,
    primary key (community_id, purpose, version)
);
create table keys.record_key (
    community_id bigint not null,
    record_id uuid not null,
    purpose varchar(12) not null default 'records' check (purpose = 'records'),
    version integer not null,
    wrapped bytea not null,
    made_at timestamptz not null,
    primary key (community_id, record_id),
    foreign key (community_id, purpose, version) references keys.community_key
);
create index record_key_version on keys.record_key (community_id, version);
"""

TENANT = """
alter table {table} enable row level security;
alter table {table} force row level security;
create policy tenant on {table}
    using (community_id = nullif(current_setting('ningju.community', true), '')::bigint)
    with check (community_id = nullif(current_setting('ningju.community', true), '')::bigint);
"""

# The owner drops whole months past their time under a setting of its own; the app never may.
REFUSE = """
create function privacy_append_only() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' and current_setting('ningju.drop_segment', true) = 'yes'
        and pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'USAGE') then
        return old;
    end if;
    raise exception 'the access log is append-only: % of % is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end $$;
"""

APPEND_ONLY = """
create trigger append_only before update or delete on {table}
    for each row execute function privacy_append_only();
create trigger append_only_whole before truncate on {table}
    for each statement execute function privacy_append_only();
do $$
declare grantee_name text;
begin
    for grantee_name in
        select distinct grantee from information_schema.role_table_grants
        where table_schema = current_schema() and table_name = '{table}' and grantee <> current_user
    loop
        execute format('revoke update, delete, truncate on {table} from %I', grantee_name);
    end loop;
end $$;
"""

LOG_TABLES = ("privacy_accessentry", "privacy_signedhead", "privacy_logreview")


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("communities", "0001_initial")]

    operations = [
        migrations.RunSQL(KEYS, "drop schema keys cascade"),
        *[
            migrations.RunSQL(TENANT.format(table=table), migrations.RunSQL.noop)
            for table in ("keys.community_key", "keys.record_key")
        ],
        migrations.RunSQL(REFUSE, "drop function privacy_append_only cascade"),
        *[
            migrations.RunSQL(APPEND_ONLY.format(table=table), migrations.RunSQL.noop)
            for table in LOG_TABLES
        ],
    ]
