-- At which end an answer was given, as it was then: what decides how a hospital is warned is stated by that hospital.
alter table pathways.entry add column side text not null default 'treating' check (side in ('treating', 'remote'));
comment on column pathways.entry.side is 'Whether the author treated the patient then, or took part from another hospital.';
