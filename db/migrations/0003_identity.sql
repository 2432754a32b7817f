create schema identity;
comment on schema identity is 'People, their sign-in, their roles at facilities, who is on duty.';
grant usage on schema identity to tuyen_app;

create table identity.login (
  id uuid primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table identity.login is 'A sign-in, kept by better-auth. The person behind it is identity.person with the same id.';

create table identity.login_session (
  id uuid primary key,
  user_id uuid not null references identity.login (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table identity.login_session is 'Open sessions, kept by better-auth.';
create index login_session_user on identity.login_session (user_id);

create table identity.login_account (
  id uuid primary key,
  user_id uuid not null references identity.login (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table identity.login_account is 'Password hashes and linked identity providers, kept by better-auth.';
create index login_account_user on identity.login_account (user_id);

create table identity.login_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
comment on table identity.login_verification is 'Short-lived proofs of better-auth, such as the second step of a sign-in.';
create index login_verification_identifier on identity.login_verification (identifier);

create table identity.login_two_factor (
  id uuid primary key,
  user_id uuid not null references identity.login (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean,
  failed_verification_count int,
  locked_until timestamptz
);
comment on table identity.login_two_factor is 'TOTP secrets (encrypted by better-auth) and back-up codes.';
create index login_two_factor_user on identity.login_two_factor (user_id);

create table identity.login_failure (
  email text primary key,
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
comment on table identity.login_failure is 'Failed sign-ins in a row; five lock the name for 15 minutes.';

create table identity.person (
  id uuid primary key references identity.login (id),
  full_name text not null,
  title text not null default '',
  licence_number text,
  phone text,
  pin_hash text,
  created_at timestamptz not null,
  disabled_at timestamptz
);
comment on table identity.person is 'A member of staff. The name is never split; the title (BS., ThS.BS., BSCKII.) is printed before it.';

create table identity.role (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  facility_id uuid not null references network.facility (id),
  role text not null check (role in ('doctor', 'nurse', 'coordinator', 'administrator', 'technician', 'ministry-viewer')),
  specialty text references network.specialty (code),
  department text not null default '',
  valid_from timestamptz not null,
  valid_to timestamptz
);
comment on table identity.role is 'What a person is at a facility, from when to when; people may work at several.';
create index role_person on identity.role (person_id);
create index role_facility on identity.role (facility_id, role);

create table identity.duty_shift (
  id uuid primary key,
  facility_id uuid not null references network.facility (id),
  specialty text references network.specialty (code),
  position text not null check (position in ('first', 'second', 'team', 'coordinator', 'leader')),
  person_id uuid not null references identity.person (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  check (starts_at < ends_at)
);
comment on table identity.duty_shift is 'Who is on duty for a specialty at a facility; coordinator and leader are without specialty.';
create index duty_shift_now on identity.duty_shift (facility_id, specialty, starts_at, ends_at);
create index duty_shift_person on identity.duty_shift (person_id, ends_at);

create table identity.ring_device (
  person_id uuid not null references identity.person (id),
  device_id uuid not null,
  label text not null,
  is_armed boolean not null,
  at timestamptz not null,
  primary key (person_id, device_id)
);
comment on table identity.ring_device is 'Screens on which a person switched duty on and heard the test ring; unarmed ones cannot sound.';

grant select, insert, update, delete on all tables in schema identity to tuyen_app;
