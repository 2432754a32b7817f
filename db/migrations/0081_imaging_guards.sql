-- What the operations promise of shares, marks, key images and removals, the tables hold too.

create function imaging.why_kept(of_study uuid) returns text language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  before text := coalesce(current_setting('tuyen.scope', true), '');
  why text;
begin
  perform set_config('tuyen.scope', 'system', true);
  select case
    when s.patient_id is not null then 'study-in-a-record'
    when exists (select 1 from imaging.match m where m.study_id = s.id) then 'study-was-in-a-record'
    when exists (select 1 from records.patient_identifier i
      join records.legal_hold h on h.patient_id = i.patient_id and h.lifted_at is null
      where i.facility_id = s.facility_id and i.value = trim(s.sent_patient_id) and i.status = 'active') then 'record-is-held'
  end into why from imaging.study s where s.id = of_study;
  perform set_config('tuyen.scope', before, true);
  return why;
end $$;
comment on function imaging.why_kept(uuid) is 'Why a study is not to be removed: it is or was in a record, or bears an identifier of a record that any hospital holds; null when nothing speaks against it. Who asks need not see those records.';

create or replace function imaging.take_away() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
declare
  before text := coalesce(current_setting('tuyen.scope', true), '');
begin
  if imaging.why_kept(new.study_id) is not null then
    raise exception 'what is or was in a record, or is held, is kept';
  end if;
  perform set_config('tuyen.scope', 'system', true);
  update imaging.study set removed_at = new.removed_at,
      study_uid = 'removed:' || id, archive_id = 'removed:' || id, is_complete = true, instance_count = 0, series_count = 0,
      description = '', sent_patient_id = '', sent_patient_name = '', sent_birth_date = '', sent_sex = '', sent_issuer = ''
    where id = new.study_id and facility_id = new.facility_id and patient_id is null and removed_at is null;
  if not found then raise exception 'only a study that waits at this hospital is removed, once'; end if;
  perform set_config('tuyen.scope', before, true);
  return new;
end $$;

create or replace function imaging.mark_stays() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.version > 1 and not exists (
    select 1 from imaging.mark m where m.mark_id = new.mark_id and m.version = new.version - 1
      and m.removed_reason is null and m.study_id = new.study_id and m.patient_id = new.patient_id
      and m.instance_id = new.instance_id and m.frame = new.frame
  ) then raise exception 'a version follows the one before, on the same image, and nothing follows a removal'; end if;
  if new.removed_reason is null and not imaging.is_image_of(new.instance_id, new.study_id, new.patient_id) then
    raise exception 'a mark lies on an image of a study of its patient';
  end if;
  return new;
end $$;
comment on function imaging.mark_stays() is 'Lets a mark lie on an image of its patient only, and a version follow only the one before it, on the same image.';

create function imaging.is_image_of(of_instance uuid, of_study uuid, of_patient uuid) returns boolean language sql stable
  set search_path = pg_catalog as $$
  select exists (select 1 from imaging.instance i join imaging.study s on s.id = i.study_id
    where i.id = of_instance and s.id = of_study and s.patient_id = of_patient) $$;
comment on function imaging.is_image_of(uuid, uuid, uuid) is 'Whether an image lies in this study, and the study in the record of this patient now.';

create function imaging.key_image_fits() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if not imaging.is_image_of(new.instance_id, new.study_id, new.patient_id) then
    raise exception 'a key image is kept of an image of a study of its patient';
  end if;
  return new;
end $$;
comment on function imaging.key_image_fits() is 'Lets a key image be kept only of an image of its patient.';
create trigger key_image_fits before insert on imaging.key_image for each row execute function imaging.key_image_fits();
create policy by_whom on imaging.key_image as restrictive for insert
  with check ((select platform.actor_is_system()) or made_by = platform.actor_person());
create policy once on imaging.key_image as restrictive for update using (removed_at is null)
  with check ((select platform.actor_is_system()) or removed_by is null or removed_by = platform.actor_person());

create policy by_whom on imaging.share as restrictive for insert with check ((select platform.actor_is_system())
  or (created_by = platform.actor_person() and exists (
    select 1 from imaging.study s where s.id = study_id and s.patient_id = share.patient_id)));
create policy once on imaging.share as restrictive for update using (revoked_at is null)
  with check ((select platform.actor_is_system()) or revoked_by = platform.actor_person());
revoke update on imaging.share from tuyen_app;
grant update (revoked_at, revoked_by, code_tries) on imaging.share to tuyen_app;

drop policy own on imaging.result_switch;
create policy own on imaging.result_switch
  using ((select platform.actor_is_system()) or (person_id = platform.actor_person() and records.may_see(patient_id)))
  with check (person_id = platform.actor_person() and records.may_see(patient_id)
    and exists (select 1 from imaging.result r join imaging.study s on s.id = r.study_id
      where r.id = result_id and s.patient_id = result_switch.patient_id));
