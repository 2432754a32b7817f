-- who made a copy reads and changes it as long as they take part in care at its hospital
drop policy see on imaging.teaching_copy;
create policy see on imaging.teaching_copy for select using ((select platform.actor_is_system())
  or (facility_id = any (platform.actor_facilities()) and (state = 'usable' or made_by = platform.actor_person())));
drop policy change on imaging.teaching_copy;
create policy change on imaging.teaching_copy for update
  using ((select platform.actor_is_system())
    or (made_by = platform.actor_person() and facility_id = any (platform.actor_facilities())))
  with check ((select platform.actor_is_system())
    or (made_by = platform.actor_person() and facility_id = any (platform.actor_facilities())));
comment on table imaging.teaching_copy is 'A copy of images for teaching, without who they are of. Until a person has reviewed it nobody but who made it can read it, and they only while they take part in care at its hospital.';
