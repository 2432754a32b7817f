alter table identity.person add column pin_set_at timestamptz;
comment on column identity.person.pin_hash is 'Scrypt over the PIN, keyed with the secret of the installation; opens a session only on a shared computer where the person is enabled.';
comment on column identity.person.pin_set_at is 'When the PIN was set.';

drop table identity.login_failure;

create table identity.guess (
  kind text not null check (kind in ('sign-in', 'password', 'code')),
  name text not null,
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (kind, name)
);
comment on table identity.guess is 'Tries of a secret in a row that did not succeed, counted before each try; five lock for 15 minutes.';
comment on column identity.guess.name is 'The e-mail as typed for a sign-in, also one that does not exist; else the id of the person.';
comment on column identity.guess.failures is 'Tries since the last success or lock, the one under way among them.';

create table identity.shared_device (
  id uuid primary key,
  token_hash bytea not null unique,
  label text not null,
  facility_id uuid not null references network.facility (id),
  marked_by uuid not null references identity.person (id),
  marked_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references identity.person (id)
);
comment on table identity.shared_device is 'Computers that people take turns at; the browser keeps an opaque token, here lies its SHA-256.';
comment on column identity.shared_device.label is 'Browser and system, as the browser says of itself.';
create index shared_device_facility on identity.shared_device (facility_id) where ended_at is null;

create table identity.device_person (
  device_id uuid not null references identity.shared_device (id),
  person_id uuid not null references identity.person (id),
  enabled_at timestamptz not null,
  enabled_until timestamptz not null,
  wrong_pins int not null default 0,
  primary key (device_id, person_id)
);
comment on table identity.device_person is 'Who signed in by password at a shared computer and may come back there by PIN, until when.';
comment on column identity.device_person.wrong_pins is 'PINs since the password that did not fit, those under way among them; at five only the password helps.';
create index device_person_person on identity.device_person (person_id);

create function identity.administers(facility uuid) returns boolean language sql stable as $$
  select exists (select 1 from identity.role r
    where r.person_id = platform.actor_person() and r.facility_id = facility and r.role = 'administrator'
      and r.valid_from <= platform.actor_now() and (r.valid_to is null or r.valid_to > platform.actor_now()))
$$;
comment on function identity.administers(uuid) is 'True when the actor of this transaction is an administrator of the facility now.';

alter table identity.guess enable row level security;
alter table identity.guess force row level security;
create policy see on identity.guess using (platform.actor_is_system()) with check (platform.actor_is_system());

alter table identity.shared_device enable row level security;
alter table identity.shared_device force row level security;
create policy see on identity.shared_device
  using (platform.actor_is_system() or identity.administers(facility_id))
  with check (platform.actor_is_system() or identity.administers(facility_id));

alter table identity.device_person enable row level security;
alter table identity.device_person force row level security;
create policy see on identity.device_person
  using (platform.actor_is_system() or person_id = platform.actor_person()
    or exists (select 1 from identity.shared_device d where d.id = device_id))
  with check (platform.actor_is_system());

grant select, insert, update, delete on identity.guess to tuyen_app;
grant select, insert on identity.shared_device to tuyen_app;
grant update (ended_at, ended_by) on identity.shared_device to tuyen_app;
grant select, insert, delete on identity.device_person to tuyen_app;
grant update (enabled_at, enabled_until, wrong_pins) on identity.device_person to tuyen_app;
