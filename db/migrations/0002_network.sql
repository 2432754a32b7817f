create schema network;
comment on schema network is 'Hospitals and stations, their dated names and levels, who supports whom.';
grant usage on schema network to tuyen_app;

create table network.province (
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  kind text not null check (kind in ('tinh', 'thanh-pho')),
  formed_from text[] not null default '{}',
  tile_row int,
  tile_column int,
  primary key (code, valid_from)
);
comment on table network.province is 'Administrative units by code and date: 63 provinces until 30/06/2025, 34 since 01/07/2025. Seven codes changed their province.';

create table network.specialty (
  code text primary key,
  name_vi text not null,
  name_en text not null
);
comment on table network.specialty is 'Specialties for which help is asked.';

create table network.facility (
  id uuid primary key,
  code text not null unique check (code ~ '^[0-9A-Za-z]{5}$'),
  kind text not null check (kind in ('hospital', 'medical-centre', 'commune-station')),
  is_synthetic boolean not null default true,
  duty_phone text,
  created_at timestamptz not null
);
comment on table network.facility is 'A hospital, medical centre or commune station; everything that changes over time is in dated tables.';
comment on column network.facility.code is 'Mã CSKCB, five characters; synthetic codes are marked by is_synthetic.';

create table network.facility_name (
  facility_id uuid not null references network.facility (id),
  valid_from date not null,
  valid_to date,
  name text not null,
  short_name text not null,
  name_folded text not null,
  province_code text not null,
  primary key (facility_id, valid_from)
);
comment on table network.facility_name is 'The names of a facility over time, folded for search without diacritics.';
create index facility_name_folded on network.facility_name (name_folded text_pattern_ops);

create table network.facility_level (
  facility_id uuid not null references network.facility (id),
  valid_from date not null,
  valid_to date,
  care_level text check (care_level in ('ban-dau', 'co-ban', 'chuyen-sau')),
  legacy_tier text check (legacy_tier in ('trung-uong', 'tinh', 'huyen', 'xa')),
  authority text not null,
  primary key (facility_id, valid_from)
);
comment on table network.facility_level is 'The level of a facility over time: three levels of Law 15/2023 Art. 104, and the tier before 2025 that insurance still asks for.';

create table network.point (
  id uuid primary key,
  facility_id uuid not null references network.facility (id),
  name text not null,
  kind text not null check (kind in ('meeting-room', 'operating-theatre', 'emergency-department', 'ward', 'mobile'))
);
comment on table network.point is 'A connected point (điểm cầu); one facility may have several.';
create index point_facility on network.point (facility_id);

create table network.support_link (
  id uuid primary key,
  from_facility_id uuid not null references network.facility (id),
  to_facility_id uuid not null references network.facility (id),
  programme text not null check (programme in ('chi-dao-tuyen', 've-tinh', '1816', 'telehealth', 'toan-dien', 'ket-nghia')),
  specialty text references network.specialty (code),
  contract_number text,
  priority int not null default 1,
  valid_from date not null,
  valid_to date,
  check (from_facility_id <> to_facility_id)
);
comment on table network.support_link is 'Who supports whom, in which specialty and programme, from when to when. A graph, never a tree.';
create index support_link_to on network.support_link (to_facility_id, specialty);
create index support_link_from on network.support_link (from_facility_id);

grant select, insert, update on all tables in schema network to tuyen_app;
