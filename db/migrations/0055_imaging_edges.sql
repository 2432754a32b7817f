create table imaging.edge (
  id uuid primary key,
  facility_id uuid not null references network.facility (id),
  label text not null,
  public_key bytea not null unique check (length(public_key) = 32),
  enrolled_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid references identity.person (id),
  version text not null default '',
  last_seen_at timestamptz,
  clock_ahead_ms bigint,
  spool_bytes bigint not null default 0,
  free_bytes bigint,
  waiting_count int not null default 0,
  held_count int not null default 0,
  oldest_waiting_at timestamptz,
  aets text[] not null default '{}',
  check ((revoked_at is null) = (revoked_by is null))
);
comment on table imaging.edge is 'A gateway inside a hospital: it proves each call with its own key and acts for its own facility alone.';
comment on column imaging.edge.public_key is 'Ed25519; its private half was made on the device and never left it.';
comment on column imaging.edge.clock_ahead_ms is 'How far its clock is ahead of ours, as of the last beat.';
comment on column imaging.edge.spool_bytes is 'What lies encrypted on its disk; free_bytes what it may still take.';
comment on column imaging.edge.waiting_count is 'Objects that are not here yet; held_count those that it keeps and will not send by itself.';
comment on column imaging.edge.aets is 'The names under which it receives.';
create index edge_facility on imaging.edge (facility_id);

create table imaging.edge_code (
  id uuid primary key,
  facility_id uuid not null references network.facility (id),
  label text not null,
  code_hash bytea not null unique,
  made_by uuid not null references identity.person (id),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  edge_id uuid references imaging.edge (id),
  check ((used_at is null) = (edge_id is null))
);
comment on table imaging.edge_code is 'Codes that let one gateway in, once; the code was shown once, here lies its SHA-256.';

create table imaging.edge_nonce (
  edge_id uuid not null references imaging.edge (id),
  nonce text not null,
  expires_at timestamptz not null,
  primary key (edge_id, nonce)
);
comment on table imaging.edge_nonce is 'Calls of gateways that were answered: the same signature is not taken twice while it is young enough to be believed.';
create index edge_nonce_expiry on imaging.edge_nonce (expires_at);

create table imaging.edge_study (
  edge_id uuid not null references imaging.edge (id),
  study_uid text not null,
  modality text not null,
  received_count int not null,
  sent_count int not null,
  held_count int not null,
  is_urgent boolean not null,
  first_received_at timestamptz not null,
  last_received_at timestamptz not null,
  told_at timestamptz not null,
  primary key (edge_id, study_uid)
);
comment on table imaging.edge_study is 'How far each study is on its way, as the gateway tells it.';
create index edge_study_recent on imaging.edge_study (edge_id, last_received_at desc);

create table imaging.edge_parcel (
  id uuid primary key,
  edge_id uuid not null references imaging.edge (id),
  study_uid text not null default '',
  instance_uid text not null default '',
  sha256 text not null,
  state text not null check (state in ('taken', 'refused')),
  problem text,
  ended_at timestamptz not null,
  check ((state = 'refused') = (problem is not null))
);
comment on table imaging.edge_parcel is 'Objects that came through gateways and what became of each, so that a repeated one is answered and not taken again.';
comment on column imaging.edge_parcel.sha256 is 'Of the parcel as it travelled.';
create index edge_parcel_study on imaging.edge_parcel (edge_id, study_uid);

create function imaging.manages_edge(facility uuid) returns boolean language sql stable as $$
  select platform.actor_is_system() or identity.administers(facility)
$$;
comment on function imaging.manages_edge(uuid) is 'True for the system and for an administrator of the facility.';

create function imaging.sees_edge(edge uuid) returns boolean language sql stable as $$
  select exists (select 1 from imaging.edge e where e.id = edge)
$$;
comment on function imaging.sees_edge(uuid) is 'True when the actor may see the gateway; the gateway''s own policy decides.';

alter table imaging.edge enable row level security;
alter table imaging.edge force row level security;
create policy see on imaging.edge for select
  using (imaging.manages_edge(facility_id) or facility_id = any (platform.actor_facilities()));
create policy enrol on imaging.edge for insert with check (platform.actor_is_system());
create policy change on imaging.edge for update
  using (imaging.manages_edge(facility_id)) with check (imaging.manages_edge(facility_id));

alter table imaging.edge_code enable row level security;
alter table imaging.edge_code force row level security;
create policy see on imaging.edge_code
  using (imaging.manages_edge(facility_id)) with check (imaging.manages_edge(facility_id));

alter table imaging.edge_nonce enable row level security;
alter table imaging.edge_nonce force row level security;
create policy see on imaging.edge_nonce using (platform.actor_is_system()) with check (platform.actor_is_system());

alter table imaging.edge_study enable row level security;
alter table imaging.edge_study force row level security;
create policy see on imaging.edge_study for select using (imaging.sees_edge(edge_id));
create policy tell on imaging.edge_study for insert with check (platform.actor_is_system());
create policy change on imaging.edge_study for update
  using (platform.actor_is_system()) with check (platform.actor_is_system());

alter table imaging.edge_parcel enable row level security;
alter table imaging.edge_parcel force row level security;
create policy see on imaging.edge_parcel for select using (imaging.sees_edge(edge_id));
create policy take on imaging.edge_parcel for insert with check (platform.actor_is_system());

grant select, insert on imaging.edge, imaging.edge_code to tuyen_app;
grant update (revoked_at, revoked_by, version, last_seen_at, clock_ahead_ms, spool_bytes, free_bytes, waiting_count,
  held_count, oldest_waiting_at, aets) on imaging.edge to tuyen_app;
grant update (used_at, edge_id) on imaging.edge_code to tuyen_app;
grant select, insert, delete on imaging.edge_nonce to tuyen_app;
grant select, insert, update on imaging.edge_study to tuyen_app;
grant select, insert on imaging.edge_parcel to tuyen_app;
