alter table pathways.milestone add column withdrawn_at timestamptz;
alter table pathways.milestone add column withdrawn_reason text not null default '';
alter table pathways.milestone add check (withdrawn_at is null or replaced_at is not null);
comment on column pathways.milestone.withdrawn_at is 'When what it came from turned out not to be of this patient, such as images that left the record; it stays to be seen, and no clock counts from it.';
grant update (withdrawn_at, withdrawn_reason) on pathways.milestone to tuyen_app;
