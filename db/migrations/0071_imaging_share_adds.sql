alter table imaging.share add column may_add boolean not null default false;
comment on column imaging.share.may_add is 'True where who holds the token may add series of their own to the study, never to a series that is there.';

alter table imaging.series add column share_id uuid references imaging.share (id);
comment on column imaging.series.share_id is 'The share by whose token it was added from outside the network; null for what the hospital itself sent.';
create index series_share on imaging.series (share_id) where share_id is not null;
