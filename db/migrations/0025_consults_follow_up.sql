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

-- Planned and urgent requests beside emergencies: nobody is rung, they have a due time.
alter table consults.consult drop constraint consult_urgency_check;
alter table consults.consult add constraint consult_urgency_check check (urgency in ('routine', 'urgent', 'emergency'));
alter table consults.consult
  add column intended_action text check (intended_action in ('transfer', 'keep', 'unsure')),
  add column question_parts jsonb,
  add column due_at timestamptz,
  add column first_answered_at timestamptz,
  add column allocated_to uuid references identity.person (id),
  add column linked_to uuid references consults.consult (id),
  add column link_reason text check (link_reason in ('second-opinion', 'duplicate')),
  add column may_be_duplicate boolean not null default false,
  add constraint consult_link check ((linked_to is null) = (link_reason is null));
comment on column consults.consult.intended_action is 'What the asking doctor meant to do before the advice; null for an emergency.';
comment on column consults.consult.due_at is 'Until when the first answer is owed; null for an emergency, which rings.';
comment on column consults.consult.first_answered_at is 'When the first human of the supporting side answered in words.';
comment on column consults.consult.allocated_to is 'To whom a coordinator gave it, or a colleague hands it over; it is theirs once they take it.';
comment on column consults.consult.may_be_duplicate is 'Another request of this specialty ran for the patient where the asker could not see it: for the coordinator.';
drop index consults.consult_one_running;
create unique index consult_one_running on consults.consult (patient_id)
  where status in ('requested', 'accepted') and urgency = 'emergency';
comment on index consults.consult_one_running is 'One emergency at a time for a patient, also when two people press at once; a planned request never stands in its way.';
create index consult_planned on consults.consult (due_at) where urgency <> 'emergency' and status in ('requested', 'accepted');

alter table consults.message add column kind text not null default 'note'
  check (kind in ('note', 'question', 'answer', 'information-request', 'recommendation'));

create function consults.runs_elsewhere(of_patient uuid, of_specialty text) returns boolean
  language sql stable security definer set search_path = pg_catalog as $$
  select records.may_see(of_patient) and exists (select 1 from consults.consult c
    where c.patient_id = of_patient and c.specialty = of_specialty and c.status in ('requested', 'accepted')) $$;
comment on function consults.runs_elsewhere(uuid, text) is 'True when any request of the specialty runs for the patient, also one that the actor may not see: a yes or no alone.';
