select set_config('tuyen.scope', 'system', true);

create table imaging.series (
  id uuid primary key,
  study_id uuid not null references imaging.study (id),
  series_uid text not null unique,
  number int,
  modality text not null default '',
  description text not null default '',
  frames int not null default 0,
  preview_frames int not null default 0,
  preview_at timestamptz
);
comment on table imaging.series is 'A series of a study, with how many frames can be shown.';
comment on column imaging.series.preview_frames is 'How many frames the pictures of the series were made of; fewer than frames while they are out of date.';
create index series_study on imaging.series (study_id);
create index series_without_preview on imaging.series (id) where preview_frames < frames;

create table imaging.instance (
  id uuid primary key,
  study_id uuid not null references imaging.study (id),
  series_id uuid references imaging.series (id),
  sop_uid text not null unique,
  sop_class text not null,
  archive_id text not null unique,
  syntax text not null,
  sha256 text not null,
  bytes bigint not null,
  tags jsonb not null,
  layout jsonb,
  frames jsonb not null default '[]',
  problem text,
  added_at timestamptz not null
);
comment on table imaging.instance is 'One DICOM object that was checked, and where the frames that screens show lie in its file of frames.';
comment on column imaging.instance.series_id is 'Null for a file that says nothing that can be read; it is counted, and named by its problem.';
comment on column imaging.instance.tags is 'Its elements as DICOM JSON, without bulk data and without private ones.';
comment on column imaging.instance.layout is 'How the samples of its frames lie; null when it has none.';
comment on column imaging.instance.frames is 'For each frame where it begins in the file, and where each of its resolutions ends.';
comment on column imaging.instance.problem is 'Why it cannot be shown; its original is in the archive all the same.';
create index instance_study on imaging.instance (study_id);
create index instance_series on imaging.instance (series_id);

-- who sees a study sees what is in it
alter table imaging.series enable row level security;
alter table imaging.series force row level security;
create policy see on imaging.series
  using ((select platform.actor_is_system()) or exists (select 1 from imaging.study s where s.id = study_id))
  with check ((select platform.actor_is_system()));
alter table imaging.instance enable row level security;
alter table imaging.instance force row level security;
create policy see on imaging.instance
  using ((select platform.actor_is_system()) or exists (select 1 from imaging.study s where s.id = study_id))
  with check ((select platform.actor_is_system()));

grant select, insert, update on imaging.series, imaging.instance to tuyen_app;

alter table imaging.study drop constraint study_source_check;
alter table imaging.study add constraint study_source_check check (source in ('c-store', 'upload', 'edge'));
