alter table records.observation add column reason text not null default '';
comment on column records.observation.reason is 'Why another value takes the place of one on which treatment rests, when somebody said so.';
