-- Marks on images are kept as rows that never change: a correction and a removal are new versions.
create table imaging.mark (
  id uuid primary key,
  mark_id uuid not null,
  version int not null check (version > 0),
  study_id uuid not null references imaging.study (id),
  patient_id uuid not null references records.patient (id),
  instance_id uuid not null references imaging.instance (id),
  frame int not null check (frame > 0),
  kind text not null check (kind in ('length', 'angle', 'ellipse', 'probe', 'arrow', 'text', 'aspects')),
  points jsonb not null,
  text text not null default '' check (length(text) <= 120),
  aspects jsonb,
  measure jsonb not null,
  made_by uuid not null references identity.person (id),
  facility_id uuid references network.facility (id),
  made_at timestamptz not null,
  removed_reason text check (length(trim(removed_reason)) >= 5),
  unique (mark_id, version),
  check ((kind = 'aspects') = (aspects is not null))
);
comment on table imaging.mark is 'One version of a mark that somebody left on an image. The newest version counts; what was measured is computed here from the file, never taken from a browser.';
comment on column imaging.mark.mark_id is 'The mark over all its versions.';
comment on column imaging.mark.patient_id is 'Whose the image was when the mark was made: marks do not go with a study into another record.';
comment on column imaging.mark.points is 'Points [x, y] in pixels of the image; the corner of the first pixel is 0, 0.';
comment on column imaging.mark.aspects is 'Of ASPECTS regions: the side, the level, and for each region that was looked at whether it is affected.';
comment on column imaging.mark.measure is 'What was measured, and whether in millimetres or, where nobody knows the spacing, in pixels.';
comment on column imaging.mark.made_by is 'Who made this version.';
comment on column imaging.mark.facility_id is 'For which hospital they did.';
comment on column imaging.mark.removed_reason is 'Why it was taken away; the last version of a mark that was.';
create index mark_study on imaging.mark (study_id, mark_id, version desc);

create function imaging.mark_stays() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.version > 1 and not exists (
    select 1 from imaging.mark m where m.mark_id = new.mark_id and m.version = new.version - 1
      and m.removed_reason is null and m.study_id = new.study_id and m.patient_id = new.patient_id
  ) then raise exception 'a version follows the one before, on the same study, and nothing follows a removal'; end if;
  return new;
end $$;
comment on function imaging.mark_stays() is 'Lets a version of a mark follow only the one before it, on the same study of the same patient.';
create trigger mark_stays before insert on imaging.mark for each row execute function imaging.mark_stays();

create table imaging.mark_object (
  sop_uid text primary key,
  study_id uuid not null references imaging.study (id),
  series_uid text not null,
  kind text not null check (kind in ('sr', 'pr')),
  part text not null,
  content_sha256 text not null,
  archive_id text,
  written_at timestamptz not null,
  replaced_at timestamptz,
  gone_at timestamptz
);
comment on table imaging.mark_object is 'DICOM objects that we made of marks: structured reports and presentation states, in series of their own beside the images.';
comment on column imaging.mark_object.part is 'Which of a study''s reports or states it is: the author of a report, the series of a state.';
comment on column imaging.mark_object.content_sha256 is 'What it says, so that the same is not written twice.';
comment on column imaging.mark_object.archive_id is 'Where the archive keeps it; null until it took it.';
comment on column imaging.mark_object.gone_at is 'When it was taken out of the archive.';
comment on column imaging.mark_object.replaced_at is 'When a newer one took its place or nothing was left to say; the versions of marks that it told stay.';
create unique index mark_object_current on imaging.mark_object (study_id, kind, part) where replaced_at is null;

alter table imaging.mark enable row level security;
alter table imaging.mark force row level security;
create policy see on imaging.mark using ((select platform.actor_is_system()) or records.may_see(patient_id))
  with check ((select platform.actor_is_system()) or (records.may_see(patient_id) and made_by = platform.actor_person()));
alter table imaging.mark_object enable row level security;
alter table imaging.mark_object force row level security;
create policy system_only on imaging.mark_object using ((select platform.actor_is_system()))
  with check ((select platform.actor_is_system()));

-- of a study that is in a record, only objects that we made ourselves may leave the list of what the archive has
create policy own_objects on imaging.instance as restrictive for delete using (
  exists (select 1 from imaging.mark_object o where o.sop_uid = instance.sop_uid and o.replaced_at is not null)
  or not exists (select 1 from imaging.study s where s.id = study_id and s.patient_id is not null));

grant select, insert on imaging.mark to tuyen_app;
grant select, insert on imaging.mark_object to tuyen_app;
grant update (archive_id, replaced_at, gone_at) on imaging.mark_object to tuyen_app;
grant delete on imaging.instance to tuyen_app;
