-- the single window of a pathway becomes the first of its windows; what it says stays
update pathways.pathway set document = (document - 'window') || jsonb_build_object('windows',
    case when jsonb_typeof(document -> 'window') = 'object'
      then jsonb_build_array(document -> 'window' || '{"code": "lysis"}') else '[]' end)
  where not document ? 'windows';

create table pathways.entry (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  patient_id uuid not null references records.patient (id),
  kind text not null check (kind in ('item', 'line', 'score-input', 'diagram', 'tally', 'bundle', 'step')),
  code text not null,
  value jsonb,
  version int not null,
  reason text not null default '',
  entered_by uuid not null references identity.person (id),
  entered_at timestamptz not null,
  replaced_at timestamptz,
  reopened_at timestamptz,
  unique (subject_kind, subject_id, kind, code, version)
);
comment on table pathways.entry is 'What people answered in a running pathway: items, lines of checklists, inputs of scores, marked regions, tallies, started bundles and done steps. A correction is a new version.';
comment on column pathways.entry.code is 'The code in the document; below a whole as `whole.part`, an entry of a tally as `tally.id`.';
comment on column pathways.entry.value is 'The answer; null once it was taken back.';
comment on column pathways.entry.reopened_at is 'When a fact on which the answer rested was corrected: it counts as not answered until it is given again.';
create unique index entry_live on pathways.entry (subject_kind, subject_id, kind, code) where replaced_at is null;

create table pathways.score_result (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  patient_id uuid not null references records.patient (id),
  code text not null,
  score_version int not null,
  inputs jsonb not null,
  total numeric,
  partial_at_least numeric,
  is_complete boolean not null,
  result jsonb not null,
  scored_by uuid not null references identity.person (id),
  scored_at timestamptz not null,
  check (is_complete or total is null)
);
comment on table pathways.score_result is 'A score as it was recorded: raw inputs, version of the score, total or partial, who and when. Never changed; the newest counts.';
create index score_result_subject on pathways.score_result (subject_kind, subject_id, code, scored_at desc);

create table pathways.dose (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  patient_id uuid not null references records.patient (id),
  code text not null,
  calculator_version int not null,
  inputs jsonb not null,
  result jsonb not null,
  needs_check boolean not null,
  calculated_by uuid not null references identity.person (id),
  calculated_at timestamptz not null,
  checked_by uuid references identity.person (id),
  checked_at timestamptz,
  reopened_at timestamptz,
  replaced_at timestamptz,
  check ((checked_by is null) = (checked_at is null)),
  check (checked_by <> calculated_by)
);
comment on table pathways.dose is 'A calculated dose with its inputs. It is confirmed only by the check of a second person, and no longer once an input was corrected.';
create unique index dose_live on pathways.dose (subject_kind, subject_id, code) where replaced_at is null;

create table pathways.task (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  patient_id uuid not null references records.patient (id),
  schedule text not null,
  n int not null,
  due_at timestamptz not null,
  done_by uuid references identity.person (id),
  done_at timestamptz,
  note text not null default '',
  replaced_at timestamptz,
  check ((done_by is null) = (done_at is null))
);
comment on table pathways.task is 'A timed task after a station, such as an observation after the needle; when the station is corrected, those not done are planned anew.';
create unique index task_live on pathways.task (subject_kind, subject_id, schedule, n) where replaced_at is null;

create table pathways.correction (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  patient_id uuid not null references records.patient (id),
  fact_kind text not null check (fact_kind in ('milestone', 'item', 'observation')),
  code text not null,
  from_version int not null,
  to_version int not null,
  reason text not null default '',
  corrected_by uuid not null references identity.person (id),
  corrected_at timestamptz not null
);
comment on table pathways.correction is 'A decisive fact that was corrected while the pathway ran: what was built on it is open again, and both ends acknowledge.';
create index correction_subject on pathways.correction (subject_kind, subject_id, corrected_at);

create table pathways.acknowledgement (
  correction_id uuid not null references pathways.correction (id),
  side text not null check (side in ('treating', 'remote')),
  patient_id uuid not null references records.patient (id),
  person_id uuid not null references identity.person (id),
  at timestamptz not null,
  primary key (correction_id, side)
);
comment on table pathways.acknowledgement is 'Who of which end has seen that a fact was corrected.';

do $$ declare name text; begin
  foreach name in array array['entry', 'score_result', 'dose', 'task', 'correction', 'acknowledgement'] loop
    execute format('alter table pathways.%I enable row level security', name);
    execute format('alter table pathways.%I force row level security', name);
    execute format('create policy see on pathways.%I using (records.may_see(patient_id)) with check (records.may_see(patient_id))', name);
    execute format('grant select, insert on pathways.%I to tuyen_app', name);
  end loop;
end $$;
grant update (replaced_at, reopened_at) on pathways.entry to tuyen_app;
grant update (checked_by, checked_at, reopened_at, replaced_at) on pathways.dose to tuyen_app;
grant update (done_by, done_at, note, replaced_at) on pathways.task to tuyen_app;
