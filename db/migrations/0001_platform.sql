create schema platform;
comment on schema platform is 'What knows no healthcare: events, audit, idempotency, the actor of a transaction.';
grant usage on schema platform to tuyen_app;

create function platform.actor_person() returns uuid language sql stable as
  $$ select nullif(current_setting('tuyen.person_id', true), '')::uuid $$;
comment on function platform.actor_person() is 'The person on whose behalf this transaction runs.';

create function platform.actor_is_system() returns boolean language sql stable as
  $$ select coalesce(current_setting('tuyen.scope', true), '') = 'system' $$;
comment on function platform.actor_is_system() is 'True in the transactions of named jobs.';

create function platform.actor_facilities() returns uuid[] language sql stable as
  $$ select coalesce(nullif(current_setting('tuyen.care_facilities', true), ''), '{}')::uuid[] $$;
comment on function platform.actor_facilities() is 'The facilities at which the actor takes part in care.';

create function platform.actor_now() returns timestamptz language sql stable as
  $$ select coalesce(nullif(current_setting('tuyen.now', true), '')::timestamptz, now()) $$;
comment on function platform.actor_now() is 'The moment of the call by the clock of the application, which tests move.';

create table platform.event (
  id uuid primary key,
  type text not null,
  payload jsonb not null,
  topics text[] not null,
  occurred_at timestamptz not null,
  person_id uuid not null
);
comment on table platform.event is 'What happened, written in the transaction in which it happened. Never read as seq > last.';
grant insert, select on platform.event to tuyen_app;

create table platform.idempotency (
  person_id uuid not null,
  key uuid not null,
  endpoint text not null,
  body_hash text not null,
  reply jsonb not null,
  at timestamptz not null,
  constraint idempotency_pkey primary key (person_id, key)
);
comment on table platform.idempotency is 'The first answer to each command that a weak link may repeat.';
grant insert, select, delete on platform.idempotency to tuyen_app;

create table platform.audit_entry (
  id uuid primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'system', 'nobody')),
  actor_name text,
  person_id uuid,
  session_id text,
  endpoint text not null,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  problem text,
  patient_id uuid,
  purpose text,
  basis text,
  request_id text not null,
  source text not null
);
comment on table platform.audit_entry is 'Who looked at or changed what of whom, when, on which basis; also refusals. Append-only.';
create index audit_entry_patient on platform.audit_entry (patient_id, at desc) where patient_id is not null;
create index audit_entry_at on platform.audit_entry (at desc);
grant insert, select on platform.audit_entry to tuyen_app;

create table platform.audit_link (
  seq bigint primary key,
  entry_id uuid not null unique,
  hash bytea not null
);
comment on table platform.audit_link is 'The chain over committed audit rows: hash = SHA-256(previous hash, row). Written by one sealer.';
grant insert, select on platform.audit_link to tuyen_app;
