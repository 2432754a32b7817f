create table consults.notice (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  kind text not null check (kind in ('allocated', 'answered', 'outcome-late', 'signature')),
  consult_id uuid not null references consults.consult (id),
  part int not null default 0,
  planned_at timestamptz not null,
  due_at timestamptz not null,
  try_at timestamptz,
  attempts int not null default 0,
  channel text check (channel in ('push', 'email')),
  sent_at timestamptz,
  failed_at timestamptz,
  failure text,
  unique (person_id, kind, consult_id, part),
  check ((channel is null) = (sent_at is null)),
  check ((failure is null) = (failed_at is null)),
  check (try_at is null or sent_at is null and failed_at is null)
);
comment on table consults.notice is 'What a person is told outside the app once, without haste and without patient data; never an emergency, which is a page.';
comment on column consults.notice.part is 'What of the consult: of an outcome the hours after which it was owed, of a signature the version of the minutes, of an answer 0 for the first words and 1 for the conclusion.';
comment on column consults.notice.due_at is 'When it may be sent: at once, or at the end of the quiet hours of the person.';
comment on column consults.notice.try_at is 'When it is tried next; null when it was sent or given up.';
comment on column consults.notice.failure is 'Why it was given up; over when nothing waits for the person any more.';
create index notice_due on consults.notice (try_at) where try_at is not null;

alter table consults.notice enable row level security;
alter table consults.notice force row level security;
create policy see on consults.notice for select
  using (platform.actor_is_system() or person_id = platform.actor_person());
create policy plan on consults.notice for insert
  with check (platform.actor_is_system() or consults.takes_part(consult_id));
create policy send on consults.notice for update
  using (platform.actor_is_system()) with check (platform.actor_is_system());
grant select, insert on consults.notice to tuyen_app;
grant update (due_at, try_at, attempts, channel, sent_at, failed_at, failure) on consults.notice to tuyen_app;
