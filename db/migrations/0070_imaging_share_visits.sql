alter table imaging.share add column code_hash text;
alter table imaging.share add column code_tries int not null default 0;
comment on column imaging.share.code_hash is 'For a share that is opened by a link and a code told by another way: the hash of both; null for one that its token alone opens.';
comment on column imaging.share.code_tries is 'Codes since the last right one, the one under way among them; at five the share is closed.';

alter table imaging.share_opening add column visit_hash text unique;
comment on column imaging.share_opening.visit_hash is 'The hash of what the browser of somebody without a viewer holds while it looks; null where a viewer asked with the token.';
