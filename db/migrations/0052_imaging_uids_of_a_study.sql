-- A UID is what a stranger wrote: it names something within its study, and claims nothing in another's.
alter table imaging.series drop constraint series_series_uid_key;
alter table imaging.series add constraint series_of_study unique (study_id, series_uid);
alter table imaging.instance drop constraint instance_sop_uid_key;
alter table imaging.instance add constraint instance_of_study unique (study_id, sop_uid);
