alter table pathways.run add column facility_id uuid references network.facility (id);
comment on column pathways.run.facility_id is 'The hospital that asked: what only one end of the case answers is answered for the treating end by its people; null where nobody said, then whoever treats.';
