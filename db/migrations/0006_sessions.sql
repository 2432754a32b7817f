create schema sessions;
comment on schema sessions is 'The live room: who may join, who is there, and its end.';
grant usage on schema sessions to tuyen_app;

create table sessions.session (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  patient_id uuid references records.patient (id),
  status text not null check (status in ('planned', 'in-progress', 'finished')),
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null,
  unique (subject_kind, subject_id)
);
comment on table sessions.session is 'A room for an opaque subject, such as a consult.';

create table sessions.participant (
  session_id uuid not null references sessions.session (id),
  person_id uuid not null references identity.person (id),
  role text not null check (role in ('chair', 'secretary', 'expert', 'presenter', 'member')),
  facility_id uuid not null references network.facility (id),
  invited_at timestamptz not null,
  revoked_at timestamptz,
  primary key (session_id, person_id)
);
comment on table sessions.participant is 'Who may enter a room, in which role, for which facility.';
create index participant_person on sessions.participant (person_id);

create table sessions.presence (
  id uuid primary key,
  session_id uuid not null references sessions.session (id),
  person_id uuid not null references identity.person (id),
  joined_at timestamptz not null,
  left_at timestamptz,
  left_because text
);
comment on table sessions.presence is 'Who was in the room from when to when, also broken links.';
create index presence_session on sessions.presence (session_id, joined_at);

create function sessions.may_enter(of_session uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return platform.actor_is_system() or exists (select 1 from sessions.participant p
    where p.session_id = of_session and p.person_id = platform.actor_person() and p.revoked_at is null);
end $$;
comment on function sessions.may_enter(uuid) is 'True when the actor is invited into the room and not revoked.';

create function sessions.open_room(new_id uuid, of_kind text, of_subject uuid, of_patient uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into sessions.session (id, subject_kind, subject_id, patient_id, status, created_at)
    values (new_id, of_kind, of_subject, of_patient, 'planned', platform.actor_now())
    on conflict (subject_kind, subject_id) do nothing;
  return (select id from sessions.session where subject_kind = of_kind and subject_id = of_subject);
end $$;
comment on function sessions.open_room(uuid, text, uuid, uuid) is 'The one room of a subject, made when it is not there. Whoever opens it need not be in it yet.';

create function sessions.invite(into_session uuid, who uuid, as_role text, for_facility uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into sessions.participant (session_id, person_id, role, facility_id, invited_at)
    values (into_session, who, as_role, for_facility, platform.actor_now())
    on conflict (session_id, person_id) do update set role = excluded.role, revoked_at = null;
end $$;
comment on function sessions.invite(uuid, uuid, text, uuid) is 'Lets somebody into a room; the capability that owns the subject decides whom.';

alter table sessions.participant enable row level security;
alter table sessions.participant force row level security;
create policy owner_all on sessions.participant to tuyen_owner using (true) with check (true);
create policy see on sessions.participant to tuyen_app using (sessions.may_enter(session_id))
  with check (sessions.may_enter(session_id));
alter table sessions.session enable row level security;
alter table sessions.session force row level security;
create policy owner_all on sessions.session to tuyen_owner using (true) with check (true);
create policy see on sessions.session to tuyen_app using (sessions.may_enter(id)) with check (sessions.may_enter(id));
alter table sessions.presence enable row level security;
alter table sessions.presence force row level security;
create policy see on sessions.presence using (sessions.may_enter(session_id)) with check (sessions.may_enter(session_id));

grant select, insert, update on all tables in schema sessions to tuyen_app;
