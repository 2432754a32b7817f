-- What became of the patient, asked for again and again: 24 hours, 3, 7 and 30 days after the decision.
create table consults.follow_up (
  id uuid primary key,
  consult_id uuid not null references consults.consult (id),
  hours int not null check (hours > 0),
  due_at timestamptz not null,
  source text not null,
  answered_at timestamptz,
  answered_by uuid references identity.person (id),
  result text check (result in ('recovered', 'improved', 'unchanged', 'worse', 'died', 'taken-home-moribund', 'transferred')),
  settled_at timestamptz,
  chased_at timestamptz,
  chases int not null default 0,
  unique (consult_id, hours),
  check ((answered_at is null) = (answered_by is null)),
  check ((answered_at is null) = (result is null))
);
comment on table consults.follow_up is 'An outcome that is owed at a moment after the decision; settled without an answer when the patient has died or was taken home moribund.';
comment on column consults.follow_up.hours is 'Hours after the first decision, from the pathway.';
comment on column consults.follow_up.chased_at is 'When both sides were last told that it is late.';
create index follow_up_due on consults.follow_up (due_at) where answered_at is null and settled_at is null;

alter table consults.follow_up enable row level security;
alter table consults.follow_up force row level security;
create policy see on consults.follow_up using (consults.takes_part(consult_id)) with check (consults.takes_part(consult_id));
grant select, insert, update on consults.follow_up to tuyen_app;
