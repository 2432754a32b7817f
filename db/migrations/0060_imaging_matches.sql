-- Whose a study was said to be is kept as rows: a match is undone with a reason, and stays as what it was.
select set_config('tuyen.scope', 'system', true);

alter table imaging.study add column sent_charset text not null default '';
comment on column imaging.study.sent_charset is 'Specific Character Set (0008,0005) as sent; empty when the sender left it out.';
alter table imaging.study add column is_text_doubtful boolean not null default false;
comment on column imaging.study.is_text_doubtful is 'True when the letters sent do not fit the character set that was declared, or none was: the text is the best reading, not a certain one.';

create table imaging.match (
  id uuid primary key default gen_random_uuid(),
  study_id uuid not null references imaging.study (id),
  patient_id uuid not null references records.patient (id),
  facility_id uuid references network.facility (id),
  matched_by text not null check (matched_by in ('identifier', 'person', 'upload')),
  person_id uuid,
  matched_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid references identity.person (id),
  undone_reason text check (length(trim(undone_reason)) >= 5),
  modality text not null default '',
  started_at timestamptz,
  instance_count int not null default 0,
  check ((undone_at is null) = (undone_by is null) and (undone_at is null) = (undone_reason is null))
);
comment on table imaging.match is 'Whose a study was said to be: by whom or by what, when, and why it was undone. Written by the database itself when a study gets its patient; undone once, never changed after.';
comment on column imaging.match.facility_id is 'The facility that sent the study; those who may match there may undo.';
comment on column imaging.match.modality is 'With started_at and instance_count, what the record still tells of a study that left it; kept when it leaves.';
create unique index match_open on imaging.match (study_id) where undone_at is null;
create index match_patient on imaging.match (patient_id) where undone_at is not null;
create index match_study on imaging.match (study_id, matched_at);

insert into imaging.match (study_id, patient_id, facility_id, matched_by, person_id, matched_at)
  select id, patient_id, facility_id, matched_by, match_person_id, coalesce(matched_at, first_arrived_at)
  from imaging.study where patient_id is not null;

create function imaging.keep_match() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' then
    if old.patient_id is not distinct from new.patient_id then return new; end if;
    if old.patient_id is not null then
      if new.patient_id is not null then raise exception 'a study goes to another patient only after it left the first'; end if;
      if exists (select 1 from imaging.match m where m.study_id = new.id and m.undone_at is null) then
        raise exception 'a study leaves a record only by a match undone with a reason';
      end if;
      return new;
    end if;
  end if;
  if new.patient_id is not null then
    insert into imaging.match (study_id, patient_id, facility_id, matched_by, person_id, matched_at)
      values (new.id, new.patient_id, new.facility_id, new.matched_by, new.match_person_id,
        coalesce(new.matched_at, new.first_arrived_at));
  end if;
  return new;
end $$;
comment on function imaging.keep_match() is 'Writes the match when a study gets its patient; lets it leave a record only after the match was undone.';
create trigger keep_match after insert or update of patient_id on imaging.study for each row execute function imaging.keep_match();

create function imaging.undo_once() returns trigger language plpgsql as $$
begin
  if old.undone_at is not null or new.undone_at is null then raise exception 'a match is undone once and otherwise stays'; end if;
  return new;
end $$;
comment on function imaging.undo_once() is 'A match that was undone is not changed any more.';
create trigger undo_once before update on imaging.match for each row execute function imaging.undo_once();

alter table imaging.opening add column match_id uuid references imaging.match (id);
update imaging.opening o set match_id = (select m.id from imaging.match m where m.study_id = o.study_id and m.undone_at is null);
delete from imaging.opening where match_id is null;
alter table imaging.opening alter column match_id set not null;
alter table imaging.opening drop constraint opening_pkey;
alter table imaging.opening add primary key (match_id, person_id);
comment on table imaging.opening is 'When a person first opened a study as that of one patient; after it went to another, opening it is another row.';

alter table imaging.match enable row level security;
alter table imaging.match force row level security;
create policy see on imaging.match using ((select platform.actor_is_system()) or records.may_see(patient_id))
  with check ((select platform.actor_is_system()) or records.may_see(patient_id));
create policy owner_reads on imaging.match for select to tuyen_owner using (true);
create policy owner_keeps on imaging.match for insert to tuyen_owner with check (true);
alter table imaging.opening enable row level security;
alter table imaging.opening force row level security;
create policy see on imaging.opening using (exists (select 1 from imaging.match m where m.id = match_id))
  with check (exists (select 1 from imaging.match m where m.id = match_id));

grant select on imaging.match to tuyen_app;
grant update (undone_at, undone_by, undone_reason, modality, started_at, instance_count) on imaging.match to tuyen_app;
