create index mode_override_open on consults.mode_override (asking_facility_id, at) where reviewed_at is null;
