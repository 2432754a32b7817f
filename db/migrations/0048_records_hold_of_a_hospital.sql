-- A legal hold belongs to the hospital whose leader placed it: another that treats the patient has its own, and neither
-- reads or lifts that of the other.
select set_config('tuyen.scope', 'system', true);

create function records.led_facilities(of_patient uuid) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select c.facility_id from records.care_link c
    where c.patient_id = of_patient and identity.leads(c.facility_id);
end $$;
comment on function records.led_facilities(uuid) is 'The facilities that treat the patient and that the actor leads.';

create function records.leads_at(of_facility uuid) returns boolean
  language sql stable as $$ select identity.leads(of_facility) $$;
comment on function records.leads_at(uuid) is 'True when the actor leads the facility.';

alter table records.legal_hold add column facility_id uuid references network.facility (id);
update records.legal_hold h set facility_id = (
  select c.facility_id from records.care_link c
    left join identity.role r on r.facility_id = c.facility_id and r.person_id = h.placed_by and r.role = 'leader'
  where c.patient_id = h.patient_id order by r.person_id is null, c.since limit 1
);
alter table records.legal_hold alter column facility_id set not null;
comment on column records.legal_hold.facility_id is 'The hospital that holds.';
drop index records.legal_hold_open;
create unique index legal_hold_open on records.legal_hold (patient_id, facility_id) where lifted_at is null;

drop policy see on records.legal_hold;
drop policy leader on records.legal_hold;
create policy see on records.legal_hold for select using (
  (select platform.actor_is_system()) or facility_id = any (platform.actor_facilities()) or identity.leads(facility_id));
create policy place on records.legal_hold for insert with check (
  facility_id in (select records.led_facilities(patient_id)));
create policy lift on records.legal_hold for update
  using (identity.leads(facility_id)) with check (identity.leads(facility_id));
