create table imaging.prior_request (
  id uuid primary key,
  edge_id uuid not null references imaging.edge (id),
  patient_id uuid not null references records.patient (id),
  asked_by uuid not null references identity.person (id),
  asked_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'done', 'failed')),
  found_count int not null default 0,
  ended_at timestamptz,
  check ((state = 'open') = (ended_at is null))
);
comment on table imaging.prior_request is 'Somebody wants the earlier images of a patient from the archive of a hospital that treats them; its gateway looks there.';
comment on column imaging.prior_request.found_count is 'Studies that the gateway found under the identifiers of its own hospital, and sends.';
create unique index prior_request_open on imaging.prior_request (edge_id, patient_id) where state = 'open';
create index prior_request_patient on imaging.prior_request (patient_id, asked_at desc);

alter table imaging.prior_request enable row level security;
alter table imaging.prior_request force row level security;
create policy see on imaging.prior_request for select
  using (platform.actor_is_system() or records.may_see(patient_id));
create policy ask on imaging.prior_request for insert with check (platform.actor_is_system());
create policy answer on imaging.prior_request for update
  using (platform.actor_is_system()) with check (platform.actor_is_system());
grant select, insert on imaging.prior_request to tuyen_app;
grant update (state, found_count, ended_at) on imaging.prior_request to tuyen_app;
