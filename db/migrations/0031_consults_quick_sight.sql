-- The worker sees all consults: who asks is looked at once for a statement, not by a function for each row.
alter policy see on consults.page
  using ((select platform.actor_is_system()) or consults.takes_part(consult_id))
  with check ((select platform.actor_is_system()) or consults.takes_part(consult_id));
alter policy see on consults.delivery
  using ((select platform.actor_is_system()) or consults.takes_part(consult_id))
  with check ((select platform.actor_is_system()) or consults.takes_part(consult_id));
alter policy see on consults.call
  using ((select platform.actor_is_system()) or consults.takes_part(consult_id))
  with check ((select platform.actor_is_system()) or consults.takes_part(consult_id));
alter policy see on consults.participant
  using ((select platform.actor_is_system()) or consults.takes_part(consult_id))
  with check ((select platform.actor_is_system()) or consults.takes_part(consult_id));
alter policy see on consults.consult
  using ((select platform.actor_is_system()) or asking_facility_id = any (platform.actor_facilities()) or consults.takes_part(id))
  with check ((select platform.actor_is_system()) or asking_facility_id = any (platform.actor_facilities()) or consults.takes_part(id));
