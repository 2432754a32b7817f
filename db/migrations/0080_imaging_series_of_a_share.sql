-- Who adds to a study by a share may name a series before the hospital's own images of that series have come: the two are
-- two, so that what the hospital sends never lands in what somebody outside began.
alter table imaging.series drop constraint series_of_study;
alter table imaging.series add constraint series_of_study unique nulls not distinct (study_id, series_uid, share_id);

create table imaging.share_object (
  study_id uuid not null references imaging.study (id),
  sop_uid text not null,
  sha256 text not null,
  share_id uuid not null references imaging.share (id),
  primary key (study_id, sop_uid, sha256)
);
comment on table imaging.share_object is 'Objects that came by a share, written before the archive has them: whoever finds them there first knows whose they are.';
alter table imaging.share_object enable row level security;
alter table imaging.share_object force row level security;
create policy system_only on imaging.share_object using ((select platform.actor_is_system()))
  with check ((select platform.actor_is_system()));
grant select, insert on imaging.share_object to tuyen_app;
