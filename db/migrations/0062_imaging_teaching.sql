create table imaging.teaching_copy (
  id uuid primary key,
  case_code text not null,
  facility_id uuid not null references network.facility (id),
  purpose text not null,
  source bytea not null,
  state text not null check (state in ('preparing', 'held', 'finishing', 'usable', 'failed', 'discarded')),
  unreadable int not null default 0,
  removal jsonb not null default '{"kept":0,"removed":[],"private":0,"uids":0,"dates":0}',
  made_by uuid not null references identity.person (id),
  made_at timestamptz not null,
  reviewed_by uuid references identity.person (id),
  reviewed_at timestamptz,
  check (state <> 'usable' or reviewed_by is not null),
  check ((reviewed_by is null) = (reviewed_at is null))
);
comment on table imaging.teaching_copy is 'A copy of images for teaching, without who they are of. Until a person has reviewed it nobody but who made it can read it.';
comment on column imaging.teaching_copy.case_code is 'What stands for the patient; the same for all copies of one patient, and only the key of the hub tells whose.';
comment on column imaging.teaching_copy.source is 'From what it was made, closed by the key of the hub, which does not lie in the database.';
comment on column imaging.teaching_copy.removal is 'The report of what was removed: tags and counts, never a value.';
create index teaching_copy_case on imaging.teaching_copy (case_code, made_at desc);

create table imaging.teaching_image (
  id uuid primary key,
  copy_id uuid not null references imaging.teaching_copy (id),
  position int not null,
  series int not null,
  modality text not null,
  columns int not null,
  rows int not null,
  frames int not null,
  held text[] not null,
  found jsonb not null,
  confirmed jsonb,
  confirmed_by uuid references identity.person (id),
  confirmed_at timestamptz,
  is_left_out boolean not null default false,
  unique (copy_id, position),
  check ((confirmed is null) = (confirmed_by is null) and (confirmed is null) = (confirmed_at is null))
);
comment on table imaging.teaching_image is 'One image of a teaching copy: why it was held, where text was found, and what a person confirmed to be blacked out.';

-- draft: who made it, and the worker; once reviewed: who takes part in care at its hospital
alter table imaging.teaching_copy enable row level security;
alter table imaging.teaching_copy force row level security;
create policy see on imaging.teaching_copy for select using ((select platform.actor_is_system())
  or made_by = platform.actor_person()
  or (state = 'usable' and facility_id = any (platform.actor_facilities())));
create policy make on imaging.teaching_copy for insert with check (made_by = platform.actor_person()
  and facility_id = any (platform.actor_facilities()) and state = 'preparing');
create policy change on imaging.teaching_copy for update
  using ((select platform.actor_is_system()) or made_by = platform.actor_person())
  with check ((select platform.actor_is_system()) or made_by = platform.actor_person());
alter table imaging.teaching_image enable row level security;
alter table imaging.teaching_image force row level security;
create policy see on imaging.teaching_image for select
  using (exists (select 1 from imaging.teaching_copy c where c.id = copy_id));
create policy prepare on imaging.teaching_image for insert with check ((select platform.actor_is_system()));
create policy review on imaging.teaching_image for update
  using (exists (select 1 from imaging.teaching_copy c where c.id = copy_id and c.made_by = platform.actor_person()))
  with check (exists (select 1 from imaging.teaching_copy c where c.id = copy_id and c.made_by = platform.actor_person()));

grant select, insert on imaging.teaching_copy, imaging.teaching_image to tuyen_app;
grant update (state, unreadable, removal, reviewed_by, reviewed_at) on imaging.teaching_copy to tuyen_app;
grant update (confirmed, confirmed_by, confirmed_at, is_left_out) on imaging.teaching_image to tuyen_app;
