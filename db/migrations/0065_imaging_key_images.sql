-- Key images: the views that a case is decided by, each with the picture as it was seen.
create table imaging.key_image (
  id uuid primary key,
  study_id uuid not null references imaging.study (id),
  patient_id uuid not null references records.patient (id),
  instance_id uuid not null references imaging.instance (id),
  frame int not null check (frame > 0),
  subject_kind text,
  subject_id uuid,
  view jsonb not null,
  marks jsonb not null,
  caption text not null default '' check (length(caption) <= 200),
  picture bytea not null,
  sha256 text not null,
  made_by uuid not null references identity.person (id),
  facility_id uuid references network.facility (id),
  made_at timestamptz not null,
  removed_at timestamptz,
  removed_by uuid references identity.person (id),
  removed_reason text check (length(trim(removed_reason)) >= 5),
  check ((subject_kind is null) = (subject_id is null)),
  check ((removed_at is null) = (removed_by is null) and (removed_at is null) = (removed_reason is null))
);
comment on table imaging.key_image is 'A view of one image that somebody chose to keep: how it was shown, and the picture of it, which never changes.';
comment on column imaging.key_image.patient_id is 'Whose the image was when it was kept.';
comment on column imaging.key_image.subject_kind is 'With subject_id, for what it was kept, such as a consult; null when for the patient alone.';
comment on column imaging.key_image.view is 'The slice, the window, the size and what lay in the middle.';
comment on column imaging.key_image.marks is 'The marks that are drawn in the picture, each by its id and version.';
comment on column imaging.key_image.caption is 'What it shows, written once.';
comment on column imaging.key_image.picture is 'The view as JPEG, drawn by the server from the frame.';
comment on column imaging.key_image.sha256 is 'Of the picture.';
comment on column imaging.key_image.removed_reason is 'Why it was taken away; the row stays.';
create index key_image_patient on imaging.key_image (patient_id, made_at) where removed_at is null;

alter table imaging.key_image enable row level security;
alter table imaging.key_image force row level security;
create policy see on imaging.key_image using ((select platform.actor_is_system()) or records.may_see(patient_id))
  with check ((select platform.actor_is_system()) or records.may_see(patient_id));

grant select, insert on imaging.key_image to tuyen_app;
grant update (caption, removed_at, removed_by, removed_reason) on imaging.key_image to tuyen_app;
