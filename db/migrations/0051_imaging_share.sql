create table imaging.share (
  id uuid primary key,
  study_id uuid not null references imaging.study (id),
  patient_id uuid not null references records.patient (id),
  series_ids uuid[],
  made_for text not null check (length(trim(made_for)) > 0),
  basis text not null check (basis in ('emergency-19-1-a', 'written-request', 'other-law')),
  reason text not null check (length(trim(reason)) > 0),
  token_hash text not null unique,
  is_identified boolean not null,
  may_download boolean not null,
  created_by uuid not null references identity.person (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references identity.person (id),
  check ((revoked_at is null) = (revoked_by is null))
);
comment on table imaging.share is 'Images of one study opened to somebody outside the network for a time, on a legal basis; the token is kept as a hash.';
comment on column imaging.share.patient_id is 'Whose they were when it was made: a study that leaves the record closes its shares.';
comment on column imaging.share.series_ids is 'The chosen series; null for all of the study.';
create index share_study on imaging.share (study_id, created_at desc);

create table imaging.share_opening (
  share_id uuid not null references imaging.share (id),
  at timestamptz not null,
  source text not null
);
comment on table imaging.share_opening is 'Each time that a share was opened, and from which address.';
create index share_opening_share on imaging.share_opening (share_id, at desc);

alter table imaging.share enable row level security;
alter table imaging.share force row level security;
create policy see on imaging.share
  using ((select platform.actor_is_system()) or records.may_see(patient_id))
  with check ((select platform.actor_is_system()) or records.may_see(patient_id));
alter table imaging.share_opening enable row level security;
alter table imaging.share_opening force row level security;
create policy see on imaging.share_opening
  using ((select platform.actor_is_system()) or exists (select 1 from imaging.share s where s.id = share_id))
  with check ((select platform.actor_is_system()));

grant select, insert, update on imaging.share to tuyen_app;
grant select, insert on imaging.share_opening to tuyen_app;
