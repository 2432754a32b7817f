-- A study that waits and never was in a record may be removed, with a reason; what is in a record stays. Who removed what
-- and why is kept, the images are erased.
select set_config('tuyen.scope', 'system', true);

alter table imaging.study add column removed_at timestamptz;
comment on column imaging.study.removed_at is 'When it was removed; from then on it is there for nobody, and its images are erased.';
alter table imaging.study add check (removed_at is null or patient_id is null);

create table imaging.removal (
  study_id uuid primary key references imaging.study (id),
  facility_id uuid not null references network.facility (id),
  study_uid text not null,
  modality text not null,
  started_at timestamptz,
  instance_count int not null,
  reason text not null check (length(trim(reason)) >= 5),
  removed_by uuid not null references identity.person (id),
  removed_at timestamptz not null,
  erased_at timestamptz
);
comment on table imaging.removal is 'A waiting study that was removed: what it was, by whom and why. The rows stay.';
comment on column imaging.removal.erased_at is 'When its images had left the archive and the disk; null while they have not.';
create index removal_facility on imaging.removal (facility_id, removed_at desc);

-- the row of a study is seen by nobody once it is removed, so who removes it could not write it themselves
create function imaging.take_away() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  before text := coalesce(current_setting('tuyen.scope', true), '');
begin
  perform set_config('tuyen.scope', 'system', true);
  update imaging.study set removed_at = new.removed_at,
      study_uid = 'removed:' || id, archive_id = 'removed:' || id, is_complete = true, instance_count = 0, series_count = 0,
      description = '', sent_patient_id = '', sent_patient_name = '', sent_birth_date = '', sent_sex = '', sent_issuer = ''
    where id = new.study_id and patient_id is null and removed_at is null;
  if not found then raise exception 'only a study that waits is removed, once'; end if;
  perform set_config('tuyen.scope', before, true);
  return new;
end $$;
comment on function imaging.take_away() is 'Takes a study away from everybody when its removal is written, with whom it was sent as; its UID may come again.';
create trigger take_away before insert on imaging.removal for each row execute function imaging.take_away();

create policy stays_removed on imaging.study as restrictive
  using (removed_at is null or (select platform.actor_is_system()));

alter table imaging.removal enable row level security;
alter table imaging.removal force row level security;
create policy see on imaging.removal
  using ((select platform.actor_is_system()) or facility_id = any (platform.actor_facilities()))
  with check ((select platform.actor_is_system())
    or (facility_id = any (platform.actor_facilities()) and removed_by = platform.actor_person()));

grant select, insert on imaging.removal to tuyen_app;
grant update (erased_at) on imaging.removal to tuyen_app;
grant delete on imaging.instance, imaging.series to tuyen_app;
create policy erase on imaging.instance as restrictive for delete using ((select platform.actor_is_system()));
create policy erase on imaging.series as restrictive for delete using ((select platform.actor_is_system()));
