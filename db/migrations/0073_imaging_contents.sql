alter table imaging.instance add column content jsonb;
comment on column imaging.instance.content is 'What it holds instead of frames: the tiles of a slide, a waveform or a document, with the facts for showing it; null for the others.';
