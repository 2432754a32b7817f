-- What other programs found on images (segmentations, structured reports) is read, kept, and shown to nobody who did not ask.
create table imaging.result (
  id uuid primary key,
  study_id uuid not null references imaging.study (id),
  instance_id uuid not null unique references imaging.instance (id) on delete cascade,
  kind text not null check (kind in ('segmentation', 'report')),
  content jsonb not null,
  masks bytea not null default '',
  problem text,
  read_at timestamptz not null
);
comment on table imaging.result is 'What an object of others says of the images of its study: a segmentation or a structured report that we did not write. It can be read again from the archive.';
comment on column imaging.result.study_id is 'The study in which the object lies.';
comment on column imaging.result.instance_id is 'The object.';
comment on column imaging.result.kind is 'Regions of pixels, or words, values and points.';
comment on column imaging.result.content is 'Who made it and what it says, as read; on which images it lies is computed when it is looked at.';
comment on column imaging.result.masks is 'Of a segmentation the pixels of each frame: lengths of runs, outside and inside by turns, as LEB128.';
comment on column imaging.result.problem is 'Why it cannot be shown; null when it can.';
comment on column imaging.result.read_at is 'When it was read.';
create index result_study on imaging.result (study_id);

create table imaging.result_switch (
  id uuid primary key,
  result_id uuid not null references imaging.result (id),
  patient_id uuid not null references records.patient (id),
  person_id uuid not null references identity.person (id),
  is_on boolean not null,
  switched_at timestamptz not null
);
comment on table imaging.result_switch is 'Who turned a result of others on or off for themselves, and when. The newest row of a person counts; without one it is off.';
comment on column imaging.result_switch.result_id is 'The result.';
comment on column imaging.result_switch.patient_id is 'Whose the study was then: what was turned on does not go with a study into another record.';
comment on column imaging.result_switch.person_id is 'Who, and for whom alone.';
comment on column imaging.result_switch.is_on is 'Whether it was turned on or off.';
comment on column imaging.result_switch.switched_at is 'When.';
create index result_switch_newest on imaging.result_switch (person_id, result_id, id desc);

alter table imaging.result enable row level security;
alter table imaging.result force row level security;
create policy see on imaging.result
  using ((select platform.actor_is_system()) or exists (select 1 from imaging.study s where s.id = study_id))
  with check ((select platform.actor_is_system()));
alter table imaging.result_switch enable row level security;
alter table imaging.result_switch force row level security;
create policy own on imaging.result_switch
  using ((select platform.actor_is_system()) or (person_id = platform.actor_person() and records.may_see(patient_id)))
  with check (person_id = platform.actor_person() and records.may_see(patient_id)
    and exists (select 1 from imaging.result r where r.id = result_id));

grant select, insert on imaging.result to tuyen_app;
grant select, insert on imaging.result_switch to tuyen_app;
