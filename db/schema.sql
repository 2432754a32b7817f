-- Generated from the migrations by `node db/generate.ts`; to be read, not run.

create table consults.call (
  id uuid not null
  consult_id uuid not null
  role text not null
  specialty text not null
  facility_id uuid not null
  called_by uuid not null
  called_at timestamp with time zone not null
  accepted_by uuid
  accepted_at timestamp with time zone
  joined_at timestamp with time zone
  unanswered_at timestamp with time zone
  constraint call_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES identity.person(id)
  constraint call_called_by_fkey FOREIGN KEY (called_by) REFERENCES identity.person(id)
  constraint call_check CHECK (((accepted_by IS NULL) = (accepted_at IS NULL)))
  constraint call_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint call_consult_id_role_key UNIQUE (consult_id, role)
  constraint call_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint call_pkey PRIMARY KEY (id)
  constraint call_specialty_fkey FOREIGN KEY (specialty) REFERENCES network.specialty(code)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX call_consult ON consults.call USING btree (consult_id)
  index CREATE INDEX call_not_joined ON consults.call USING btree (accepted_at) WHERE ((accepted_by IS NOT NULL) AND (joined_at IS NULL))
  policy owner_reads for SELECT to tuyen_owner using true check 
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR consults.takes_part(consult_id)) check (( SELECT platform.actor_is_system() AS actor_is_system) OR consults.takes_part(consult_id))
  row security t, forced t
)

create table consults.conclusion (
  id uuid not null
  consult_id uuid not null
  version integer not null
  conclusion text not null
  next_treatment text not null
  certainty text not null
  author_id uuid not null
  concluded_at timestamp with time zone not null
  constraint conclusion_author_id_fkey FOREIGN KEY (author_id) REFERENCES identity.person(id)
  constraint conclusion_certainty_check CHECK ((certainty = ANY (ARRAY['high'::text, 'moderate'::text, 'low'::text])))
  constraint conclusion_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint conclusion_consult_id_version_key UNIQUE (consult_id, version)
  constraint conclusion_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.consult (
  id uuid not null
  patient_id uuid not null
  pathway text not null
  pathway_version integer not null
  specialty text not null
  urgency text not null
  question text not null
  status text not null
  asking_facility_id uuid not null
  supporting_facility_id uuid not null
  routing_reason text not null
  support_link_id uuid
  asked_by uuid not null
  asked_at timestamp with time zone not null
  accepted_by uuid
  accepted_at timestamp with time zone
  open_by timestamp with time zone
  opened_at timestamp with time zone
  joined_at timestamp with time zone
  acceptor_seen_at timestamp with time zone
  cancelled_at timestamp with time zone
  cancel_reason text
  unanswered_at timestamp with time zone
  is_drill boolean not null default false
  red_alert text
  routing_reasons jsonb not null default '[]'::jsonb
  first_facility_id uuid not null
  backup_due_at timestamp with time zone
  backup_rang_at timestamp with time zone
  mode text not null default 'inter-facility-support'::text
  reason text not null default 'beyond-capacity'::text
  intended_action text
  question_parts jsonb
  due_at timestamp with time zone
  first_answered_at timestamp with time zone
  allocated_to uuid
  linked_to uuid
  link_reason text
  may_be_duplicate boolean not null default false
  constraint consult_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES identity.person(id)
  constraint consult_allocated_to_fkey FOREIGN KEY (allocated_to) REFERENCES identity.person(id)
  constraint consult_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES identity.person(id)
  constraint consult_asking_facility_id_fkey FOREIGN KEY (asking_facility_id) REFERENCES network.facility(id)
  constraint consult_check CHECK (((accepted_by IS NULL) = (accepted_at IS NULL)))
  constraint consult_first_facility_id_fkey FOREIGN KEY (first_facility_id) REFERENCES network.facility(id)
  constraint consult_intended_action_check CHECK ((intended_action = ANY (ARRAY['transfer'::text, 'keep'::text, 'unsure'::text])))
  constraint consult_link CHECK (((linked_to IS NULL) = (link_reason IS NULL)))
  constraint consult_link_reason_check CHECK ((link_reason = ANY (ARRAY['second-opinion'::text, 'duplicate'::text])))
  constraint consult_linked_to_fkey FOREIGN KEY (linked_to) REFERENCES consults.consult(id)
  constraint consult_mode_check CHECK ((mode = ANY (ARRAY['direct-to-patient'::text, 'via-receiving-facility'::text, 'inter-facility-support'::text, 'teleconsult-mdt'::text])))
  constraint consult_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint consult_pkey PRIMARY KEY (id)
  constraint consult_reason_check CHECK ((reason = ANY (ARRAY['beyond-capacity'::text, 'no-progress'::text, 'bad-course'::text, 'other'::text])))
  constraint consult_specialty_fkey FOREIGN KEY (specialty) REFERENCES network.specialty(code)
  constraint consult_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'accepted'::text, 'concluded'::text, 'decided'::text, 'completed'::text, 'cancelled'::text])))
  constraint consult_support_link_id_fkey FOREIGN KEY (support_link_id) REFERENCES network.support_link(id)
  constraint consult_supporting_facility_id_fkey FOREIGN KEY (supporting_facility_id) REFERENCES network.facility(id)
  constraint consult_urgency_check CHECK ((urgency = ANY (ARRAY['routine'::text, 'urgent'::text, 'emergency'::text])))
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX consult_asking ON consults.consult USING btree (asking_facility_id, asked_at DESC)
  index CREATE INDEX consult_backup_due ON consults.consult USING btree (backup_due_at) WHERE ((backup_rang_at IS NULL) AND (status = 'requested'::text))
  index CREATE INDEX consult_planned ON consults.consult USING btree (due_at) WHERE ((urgency <> 'emergency'::text) AND (status = ANY (ARRAY['requested'::text, 'accepted'::text])))
  index CREATE INDEX consult_waiting ON consults.consult USING btree (open_by) WHERE ((status = 'accepted'::text) AND (joined_at IS NULL))
  index CREATE UNIQUE INDEX consult_one_running ON consults.consult USING btree (patient_id) WHERE ((status = ANY (ARRAY['requested'::text, 'accepted'::text])) AND (urgency = 'emergency'::text))
  policy owner_reads for SELECT to tuyen_owner using true check 
  policy see for ALL to tuyen_app using (( SELECT platform.actor_is_system() AS actor_is_system) OR (asking_facility_id = ANY (platform.actor_facilities())) OR consults.takes_part(id)) check (( SELECT platform.actor_is_system() AS actor_is_system) OR (asking_facility_id = ANY (platform.actor_facilities())) OR consults.takes_part(id))
  row security t, forced t
)

create table consults.decision (
  id uuid not null
  consult_id uuid not null
  version integer not null
  conclusion_version integer not null
  choice text not null
  reason text not null
  decided_by uuid not null
  decided_at timestamp with time zone not null
  constraint decision_check CHECK (((choice = 'accepted'::text) OR (length(TRIM(BOTH FROM reason)) > 0)))
  constraint decision_choice_check CHECK ((choice = ANY (ARRAY['accepted'::text, 'partly'::text, 'not-accepted'::text])))
  constraint decision_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint decision_consult_id_version_key UNIQUE (consult_id, version)
  constraint decision_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.person(id)
  constraint decision_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.delivery (
  id uuid not null
  consult_id uuid not null
  page_id uuid not null
  person_id uuid not null
  channel text not null
  device_id uuid
  device_label text
  target jsonb
  receipt_token uuid not null
  due_at timestamp with time zone not null
  try_at timestamp with time zone
  attempts integer not null default 0
  sent_at timestamp with time zone
  delivered_at timestamp with time zone
  seen_at timestamp with time zone
  failed_at timestamp with time zone
  failure text
  constraint delivery_channel_check CHECK ((channel = ANY (ARRAY['app'::text, 'push'::text, 'sms'::text, 'voice'::text, 'email'::text])))
  constraint delivery_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint delivery_page_id_fkey FOREIGN KEY (page_id) REFERENCES consults.page(id)
  constraint delivery_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint delivery_pkey PRIMARY KEY (id)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX delivery_due ON consults.delivery USING btree (channel, try_at) WHERE ((sent_at IS NULL) AND (failed_at IS NULL))
  index CREATE INDEX delivery_page ON consults.delivery USING btree (page_id)
  index CREATE UNIQUE INDEX delivery_app_once ON consults.delivery USING btree (page_id, device_id) WHERE (channel = 'app'::text)
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR consults.takes_part(consult_id)) check (( SELECT platform.actor_is_system() AS actor_is_system) OR consults.takes_part(consult_id))
  row security t, forced t
)

create table consults.follow_up (
  id uuid not null
  consult_id uuid not null
  hours integer not null
  due_at timestamp with time zone not null
  source text not null
  answered_at timestamp with time zone
  answered_by uuid
  result text
  settled_at timestamp with time zone
  chased_at timestamp with time zone
  chases integer not null default 0
  constraint follow_up_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES identity.person(id)
  constraint follow_up_check CHECK (((answered_at IS NULL) = (answered_by IS NULL)))
  constraint follow_up_check1 CHECK (((answered_at IS NULL) = (result IS NULL)))
  constraint follow_up_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint follow_up_consult_id_hours_key UNIQUE (consult_id, hours)
  constraint follow_up_hours_check CHECK ((hours > 0))
  constraint follow_up_pkey PRIMARY KEY (id)
  constraint follow_up_result_check CHECK ((result = ANY (ARRAY['recovered'::text, 'improved'::text, 'unchanged'::text, 'worse'::text, 'died'::text, 'taken-home-moribund'::text, 'transferred'::text])))
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX follow_up_due ON consults.follow_up USING btree (due_at) WHERE ((answered_at IS NULL) AND (settled_at IS NULL))
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.handover (
  transfer_id uuid not null
  side text not null
  version integer not null
  content jsonb not null
  written_by uuid not null
  written_at timestamp with time zone not null
  signed_by uuid
  signed_at timestamp with time zone
  constraint handover_check CHECK (((signed_by IS NULL) = (signed_at IS NULL)))
  constraint handover_pkey PRIMARY KEY (transfer_id, side, version)
  constraint handover_side_check CHECK ((side = ANY (ARRAY['out'::text, 'in'::text])))
  constraint handover_signed_by_fkey FOREIGN KEY (signed_by) REFERENCES identity.person(id)
  constraint handover_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES consults.transfer(id)
  constraint handover_written_by_fkey FOREIGN KEY (written_by) REFERENCES identity.person(id)
  grant INSERT, SELECT
  policy see for ALL to public using (EXISTS ( SELECT 1
   FROM consults.transfer t
  WHERE (t.id = handover.transfer_id))) check (EXISTS ( SELECT 1
   FROM consults.transfer t
  WHERE (t.id = handover.transfer_id)))
  row security t, forced t
)

create table consults.incident (
  id uuid not null
  consult_id uuid not null
  kind text not null
  text text not null
  occurred_at timestamp with time zone not null
  noted_by uuid not null
  noted_at timestamp with time zone not null
  constraint incident_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint incident_kind_check CHECK ((kind = ANY (ARRAY['link-lost'::text, 'sound'::text, 'picture'::text, 'images'::text, 'other'::text])))
  constraint incident_noted_by_fkey FOREIGN KEY (noted_by) REFERENCES identity.person(id)
  constraint incident_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  index CREATE INDEX incident_consult ON consults.incident USING btree (consult_id, occurred_at)
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.informed (
  id uuid not null
  consult_id uuid not null
  version integer not null
  who text not null
  name text not null default ''::text
  how text not null
  note text not null default ''::text
  informed_at timestamp with time zone not null
  informed_by uuid not null
  recorded_at timestamp with time zone not null
  constraint informed_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint informed_consult_id_version_key UNIQUE (consult_id, version)
  constraint informed_how_check CHECK ((how = ANY (ARRAY['in-person'::text, 'by-phone'::text, 'in-writing'::text, 'not-possible'::text])))
  constraint informed_informed_by_fkey FOREIGN KEY (informed_by) REFERENCES identity.person(id)
  constraint informed_pkey PRIMARY KEY (id)
  constraint informed_version_check CHECK ((version > 0))
  constraint informed_who_check CHECK ((who = ANY (ARRAY['patient'::text, 'relative'::text, 'nobody-reached'::text])))
  grant INSERT, SELECT
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.ladder (
  facility_id uuid not null
  version integer not null
  document jsonb not null
  set_by uuid not null
  set_at timestamp with time zone not null
  constraint ladder_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint ladder_pkey PRIMARY KEY (facility_id, version)
  constraint ladder_set_by_fkey FOREIGN KEY (set_by) REFERENCES identity.person(id)
  grant INSERT, SELECT
  row security f, forced f
)

create table consults.message (
  id uuid not null
  consult_id uuid not null
  author_id uuid not null
  text text not null
  sent_at timestamp with time zone not null
  received_at timestamp with time zone not null
  kind text not null default 'note'::text
  constraint message_author_id_fkey FOREIGN KEY (author_id) REFERENCES identity.person(id)
  constraint message_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint message_kind_check CHECK ((kind = ANY (ARRAY['note'::text, 'question'::text, 'answer'::text, 'information-request'::text, 'recommendation'::text])))
  constraint message_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  index CREATE INDEX message_consult ON consults.message USING btree (consult_id, received_at)
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.minutes (
  id uuid not null
  consult_id uuid not null
  version integer not null
  status text not null
  content jsonb not null
  chair_id uuid not null
  secretary_id uuid not null
  correction_reason text
  pdf bytea
  created_at timestamp with time zone not null
  constraint minutes_chair_id_fkey FOREIGN KEY (chair_id) REFERENCES identity.person(id)
  constraint minutes_check CHECK ((chair_id <> secretary_id))
  constraint minutes_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint minutes_consult_id_version_key UNIQUE (consult_id, version)
  constraint minutes_pkey PRIMARY KEY (id)
  constraint minutes_secretary_id_fkey FOREIGN KEY (secretary_id) REFERENCES identity.person(id)
  constraint minutes_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'signed-once'::text, 'secretary-signed'::text, 'chair-signed'::text, 'filed'::text])))
  grant INSERT, SELECT, UPDATE
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.mode_override (
  id uuid not null
  consult_id uuid not null
  asking_facility_id uuid not null
  mode text not null
  kind text not null
  missing text[] not null
  reason text not null
  by_person uuid not null
  at timestamp with time zone not null
  reviewed_by uuid
  reviewed_at timestamp with time zone
  verdict text
  review_note text not null default ''::text
  constraint mode_override_asking_facility_id_fkey FOREIGN KEY (asking_facility_id) REFERENCES network.facility(id)
  constraint mode_override_by_person_fkey FOREIGN KEY (by_person) REFERENCES identity.person(id)
  constraint mode_override_check CHECK ((((reviewed_by IS NULL) = (reviewed_at IS NULL)) AND ((reviewed_by IS NULL) = (verdict IS NULL))))
  constraint mode_override_check1 CHECK (((kind = 'emergency'::text) OR (reviewed_by <> by_person)))
  constraint mode_override_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint mode_override_kind_check CHECK ((kind = ANY (ARRAY['emergency'::text, 'by-person'::text])))
  constraint mode_override_missing_check CHECK ((cardinality(missing) > 0))
  constraint mode_override_pkey PRIMARY KEY (id)
  constraint mode_override_reason_check CHECK ((length(TRIM(BOTH FROM reason)) > 0))
  constraint mode_override_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES identity.person(id)
  constraint mode_override_verdict_check CHECK ((verdict = ANY (ARRAY['justified'::text, 'not-justified'::text])))
  grant INSERT, SELECT
  index CREATE INDEX mode_override_consult ON consults.mode_override USING btree (consult_id)
  index CREATE INDEX mode_override_open ON consults.mode_override USING btree (asking_facility_id, at) WHERE (reviewed_at IS NULL)
  policy leader for ALL to public using identity.leads(asking_facility_id) check identity.leads(asking_facility_id)
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.notice (
  id uuid not null
  person_id uuid not null
  kind text not null
  consult_id uuid not null
  part integer not null default 0
  planned_at timestamp with time zone not null
  due_at timestamp with time zone not null
  try_at timestamp with time zone
  attempts integer not null default 0
  channel text
  sent_at timestamp with time zone
  failed_at timestamp with time zone
  failure text
  constraint notice_channel_check CHECK ((channel = ANY (ARRAY['push'::text, 'email'::text])))
  constraint notice_check CHECK (((channel IS NULL) = (sent_at IS NULL)))
  constraint notice_check1 CHECK (((failure IS NULL) = (failed_at IS NULL)))
  constraint notice_check2 CHECK (((try_at IS NULL) OR ((sent_at IS NULL) AND (failed_at IS NULL))))
  constraint notice_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint notice_kind_check CHECK ((kind = ANY (ARRAY['allocated'::text, 'answered'::text, 'outcome-late'::text, 'signature'::text])))
  constraint notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint notice_person_id_kind_consult_id_part_key UNIQUE (person_id, kind, consult_id, part)
  constraint notice_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  index CREATE INDEX notice_due ON consults.notice USING btree (try_at) WHERE (try_at IS NOT NULL)
  policy plan for INSERT to public using  check (platform.actor_is_system() OR consults.takes_part(consult_id))
  policy see for SELECT to public using (platform.actor_is_system() OR (person_id = platform.actor_person())) check 
  policy send for UPDATE to public using platform.actor_is_system() check platform.actor_is_system()
  row security t, forced t
)

create table consults.opinion (
  id uuid not null
  opinion_id uuid not null
  consult_id uuid not null
  version integer not null
  kind text not null
  text text not null
  author_id uuid not null
  written_at timestamp with time zone not null
  constraint opinion_author_id_fkey FOREIGN KEY (author_id) REFERENCES identity.person(id)
  constraint opinion_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint opinion_kind_check CHECK ((kind = ANY (ARRAY['opinion'::text, 'dissent'::text])))
  constraint opinion_opinion_id_version_key UNIQUE (opinion_id, version)
  constraint opinion_pkey PRIMARY KEY (id)
  constraint opinion_text_check CHECK ((length(TRIM(BOTH FROM text)) > 0))
  constraint opinion_version_check CHECK ((version > 0))
  grant INSERT, SELECT
  index CREATE INDEX opinion_consult ON consults.opinion USING btree (consult_id, written_at)
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.outcome (
  id uuid not null
  consult_id uuid not null
  version integer not null
  result text not null
  detail text not null
  recorded_by uuid not null
  recorded_at timestamp with time zone not null
  constraint outcome_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint outcome_consult_id_version_key UNIQUE (consult_id, version)
  constraint outcome_pkey PRIMARY KEY (id)
  constraint outcome_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES identity.person(id)
  constraint outcome_result_check CHECK ((result = ANY (ARRAY['recovered'::text, 'improved'::text, 'unchanged'::text, 'worse'::text, 'died'::text, 'taken-home-moribund'::text, 'transferred'::text])))
  grant INSERT, SELECT
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.page (
  id uuid not null
  consult_id uuid not null
  person_id uuid not null
  rung integer not null
  "position" text not null
  rings_at timestamp with time zone not null
  rang_at timestamp with time zone
  seen_at timestamp with time zone
  answer text
  answered_at timestamp with time zone
  call_id uuid
  facility_id uuid not null
  sends jsonb not null default '[]'::jsonb
  next_send_at timestamp with time zone
  answered_device text
  constraint page_answer_check CHECK ((answer = ANY (ARRAY['accepted'::text, 'passed'::text, 'silent'::text, 'superseded'::text, 'cancelled'::text])))
  constraint page_call_id_fkey FOREIGN KEY (call_id) REFERENCES consults.call(id)
  constraint page_check CHECK (((answer IS NULL) = (answered_at IS NULL)))
  constraint page_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint page_consult_id_person_id_key UNIQUE (consult_id, person_id)
  constraint page_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint page_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint page_pkey PRIMARY KEY (id)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX page_due ON consults.page USING btree (rings_at) WHERE ((answer IS NULL) AND (rang_at IS NULL))
  index CREATE INDEX page_facility ON consults.page USING btree (facility_id, rings_at DESC)
  index CREATE INDEX page_ringing ON consults.page USING btree (person_id) WHERE (answer IS NULL)
  index CREATE INDEX page_send_due ON consults.page USING btree (next_send_at) WHERE ((answer IS NULL) AND (next_send_at IS NOT NULL))
  policy owner_reads for SELECT to tuyen_owner using true check 
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR consults.takes_part(consult_id)) check (( SELECT platform.actor_is_system() AS actor_is_system) OR consults.takes_part(consult_id))
  row security t, forced t
)

create table consults.participant (
  consult_id uuid not null
  person_id uuid not null
  reason text not null
  since timestamp with time zone not null
  withdrawn_at timestamp with time zone
  constraint participant_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint participant_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint participant_pkey PRIMARY KEY (consult_id, person_id)
  constraint participant_reason_check CHECK ((reason = ANY (ARRAY['paged'::text, 'invited'::text])))
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX participant_person ON consults.participant USING btree (person_id)
  policy owner_reads for SELECT to tuyen_owner using true check 
  policy see for ALL to tuyen_app using (( SELECT platform.actor_is_system() AS actor_is_system) OR consults.takes_part(consult_id)) check (( SELECT platform.actor_is_system() AS actor_is_system) OR consults.takes_part(consult_id))
  row security t, forced t
)

create table consults.register_counter (
  facility_id uuid not null
  year integer not null
  last integer not null
  constraint register_counter_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint register_counter_pkey PRIMARY KEY (facility_id, year)
  grant INSERT, SELECT, UPDATE
  row security f, forced f
)

create table consults.register_entry (
  consult_id uuid not null
  facility_id uuid not null
  year integer not null
  number integer not null
  department text not null
  entered_at timestamp with time zone not null
  constraint register_entry_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint register_entry_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint register_entry_facility_id_year_number_key UNIQUE (facility_id, year, number)
  constraint register_entry_pkey PRIMARY KEY (consult_id)
  grant INSERT, SELECT
  policy leader_reads for SELECT to public using identity.leads(facility_id) check 
  policy see for ALL to public using ((facility_id = ANY (platform.actor_facilities())) OR consults.takes_part(consult_id)) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.routing (
  id uuid not null
  consult_id uuid not null
  at timestamp with time zone not null
  facility_id uuid not null
  why text not null
  reasons jsonb not null
  decided_by uuid
  constraint routing_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint routing_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES identity.person(id)
  constraint routing_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint routing_pkey PRIMARY KEY (id)
  constraint routing_why_check CHECK ((why = ANY (ARRAY['backup'::text, 'rerouted'::text, 'called'::text])))
  grant INSERT, SELECT
  index CREATE INDEX routing_consult ON consults.routing USING btree (consult_id, at)
  policy see for ALL to public using consults.takes_part(consult_id) check consults.takes_part(consult_id)
  row security t, forced t
)

create table consults.signature (
  minutes_id uuid not null
  slot text not null
  person_id uuid not null
  role_title text not null
  certificate_serial text not null
  certificate_issuer text not null
  format text not null
  payload_sha256 text not null
  signed_at timestamp with time zone not null
  constraint signature_minutes_id_fkey FOREIGN KEY (minutes_id) REFERENCES consults.minutes(id)
  constraint signature_minutes_id_person_id_key UNIQUE (minutes_id, person_id)
  constraint signature_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint signature_pkey PRIMARY KEY (minutes_id, slot)
  constraint signature_slot_check CHECK ((slot = ANY (ARRAY['chair'::text, 'secretary'::text])))
  grant INSERT, SELECT
  policy see for ALL to public using (EXISTS ( SELECT 1
   FROM consults.minutes m
  WHERE (m.id = signature.minutes_id))) check (EXISTS ( SELECT 1
   FROM consults.minutes m
  WHERE (m.id = signature.minutes_id)))
  row security t, forced t
)

create table consults.transfer (
  id uuid not null
  consult_id uuid not null
  patient_id uuid not null
  pathway text not null
  pathway_version integer not null
  from_facility_id uuid not null
  to_facility_id uuid not null
  status text not null
  reason text not null
  requested_by uuid not null
  requested_at timestamp with time zone not null
  answered_by uuid
  answered_at timestamp with time zone
  ward text not null default ''::text
  bed text not null default ''::text
  refusal_reason text
  transport text not null default ''::text
  escort_name text not null default ''::text
  escort_title text not null default ''::text
  ambulance_at timestamp with time zone
  departed_at timestamp with time zone
  arrived_at timestamp with time zone
  received_by uuid
  cancelled_at timestamp with time zone
  cancelled_by uuid
  cancel_reason text
  constraint transfer_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES identity.person(id)
  constraint transfer_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES identity.person(id)
  constraint transfer_check CHECK ((from_facility_id <> to_facility_id))
  constraint transfer_check1 CHECK (((answered_by IS NULL) = (answered_at IS NULL)))
  constraint transfer_check2 CHECK (((status = 'refused'::text) = (refusal_reason IS NOT NULL)))
  constraint transfer_check3 CHECK (((status = 'cancelled'::text) = (cancelled_at IS NOT NULL)))
  constraint transfer_check4 CHECK (((status <> 'arrived'::text) OR (arrived_at IS NOT NULL)))
  constraint transfer_consult_id_fkey FOREIGN KEY (consult_id) REFERENCES consults.consult(id)
  constraint transfer_from_facility_id_fkey FOREIGN KEY (from_facility_id) REFERENCES network.facility(id)
  constraint transfer_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint transfer_pkey PRIMARY KEY (id)
  constraint transfer_received_by_fkey FOREIGN KEY (received_by) REFERENCES identity.person(id)
  constraint transfer_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES identity.person(id)
  constraint transfer_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'bed-confirmed'::text, 'departed'::text, 'arrived'::text, 'refused'::text, 'cancelled'::text])))
  constraint transfer_to_facility_id_fkey FOREIGN KEY (to_facility_id) REFERENCES network.facility(id)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX transfer_from ON consults.transfer USING btree (from_facility_id, requested_at DESC)
  index CREATE INDEX transfer_to ON consults.transfer USING btree (to_facility_id, requested_at DESC)
  index CREATE UNIQUE INDEX transfer_one_open ON consults.transfer USING btree (consult_id) WHERE (status = ANY (ARRAY['requested'::text, 'bed-confirmed'::text, 'departed'::text]))
  policy see for ALL to public using (consults.takes_part(consult_id) OR ((to_facility_id = ANY (platform.actor_facilities())) AND ((status <> ALL (ARRAY['refused'::text, 'cancelled'::text])) OR (answered_by = platform.actor_person())))) check (consults.takes_part(consult_id) OR (to_facility_id = ANY (platform.actor_facilities())))
  row security t, forced t
)

create table consults.transfer_letter (
  transfer_id uuid not null
  version integer not null
  fields jsonb not null
  written_by uuid not null
  written_at timestamp with time zone not null
  facility_id uuid not null
  number_year integer
  number integer
  issued_at timestamp with time zone
  valid_until date
  constraint transfer_letter_check CHECK ((num_nulls(number_year, number, issued_at, valid_until) = ANY (ARRAY[0, 4])))
  constraint transfer_letter_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint transfer_letter_facility_id_number_year_number_key UNIQUE (facility_id, number_year, number)
  constraint transfer_letter_pkey PRIMARY KEY (transfer_id, version)
  constraint transfer_letter_transfer_id_fkey FOREIGN KEY (transfer_id) REFERENCES consults.transfer(id)
  constraint transfer_letter_written_by_fkey FOREIGN KEY (written_by) REFERENCES identity.person(id)
  grant INSERT, SELECT, UPDATE
  policy owner_counts for SELECT to tuyen_owner using true check 
  policy see for ALL to public using (EXISTS ( SELECT 1
   FROM consults.transfer t
  WHERE (t.id = transfer_letter.transfer_id))) check (EXISTS ( SELECT 1
   FROM consults.transfer t
  WHERE (t.id = transfer_letter.transfer_id)))
  row security t, forced t
)

create table identity.absence (
  id uuid not null
  facility_id uuid not null
  person_id uuid not null
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  reason text not null default ''::text
  recorded_by uuid not null
  recorded_at timestamp with time zone not null
  withdrawn_at timestamp with time zone
  constraint absence_check CHECK ((starts_at < ends_at))
  constraint absence_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint absence_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint absence_pkey PRIMARY KEY (id)
  constraint absence_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES identity.person(id)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX absence_facility ON identity.absence USING btree (facility_id, ends_at) WHERE (withdrawn_at IS NULL)
  index CREATE INDEX absence_person ON identity.absence USING btree (person_id, ends_at) WHERE (withdrawn_at IS NULL)
  row security f, forced f
)

create table identity.device_person (
  device_id uuid not null
  person_id uuid not null
  enabled_at timestamp with time zone not null
  enabled_until timestamp with time zone not null
  wrong_pins integer not null default 0
  constraint device_person_device_id_fkey FOREIGN KEY (device_id) REFERENCES identity.shared_device(id)
  constraint device_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint device_person_pkey PRIMARY KEY (device_id, person_id)
  grant DELETE, INSERT, SELECT
  index CREATE INDEX device_person_person ON identity.device_person USING btree (person_id)
  policy see for ALL to public using (platform.actor_is_system() OR (person_id = platform.actor_person()) OR (EXISTS ( SELECT 1
   FROM identity.shared_device d
  WHERE (d.id = device_person.device_id)))) check platform.actor_is_system()
  row security t, forced t
)

create table identity.duty_shift (
  id uuid not null
  facility_id uuid not null
  specialty text
  "position" text not null
  person_id uuid not null
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  constraint duty_shift_check CHECK ((starts_at < ends_at))
  constraint duty_shift_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint duty_shift_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint duty_shift_pkey PRIMARY KEY (id)
  constraint duty_shift_position_check CHECK (("position" = ANY (ARRAY['first'::text, 'second'::text, 'senior'::text, 'team'::text, 'coordinator'::text, 'leader'::text])))
  constraint duty_shift_specialty_fkey FOREIGN KEY (specialty) REFERENCES network.specialty(code)
  grant DELETE, INSERT, SELECT, UPDATE
  index CREATE INDEX duty_shift_now ON identity.duty_shift USING btree (facility_id, specialty, starts_at, ends_at)
  index CREATE INDEX duty_shift_person ON identity.duty_shift USING btree (person_id, ends_at)
  row security f, forced f
)

create table identity.guess (
  kind text not null
  name text not null
  failures integer not null
  last_at timestamp with time zone not null
  locked_until timestamp with time zone
  constraint guess_kind_check CHECK ((kind = ANY (ARRAY['sign-in'::text, 'password'::text, 'code'::text])))
  constraint guess_pkey PRIMARY KEY (kind, name)
  grant DELETE, INSERT, SELECT, UPDATE
  policy see for ALL to public using platform.actor_is_system() check platform.actor_is_system()
  row security t, forced t
)

create table identity.holiday (
  date date not null
  name_vi text not null
  name_en text not null
  source text not null
  constraint holiday_pkey PRIMARY KEY (date)
  grant DELETE, INSERT, SELECT
  row security f, forced f
)

create table identity.login (
  id uuid not null
  name text not null
  email text not null
  email_verified boolean not null
  image text
  two_factor_enabled boolean not null default false
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint login_email_key UNIQUE (email)
  constraint login_pkey PRIMARY KEY (id)
  grant DELETE, INSERT, SELECT, UPDATE
  row security f, forced f
)

create table identity.login_account (
  id uuid not null
  user_id uuid not null
  account_id text not null
  provider_id text not null
  access_token text
  refresh_token text
  id_token text
  access_token_expires_at timestamp with time zone
  refresh_token_expires_at timestamp with time zone
  scope text
  password text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint login_account_pkey PRIMARY KEY (id)
  constraint login_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.login(id) ON DELETE CASCADE
  grant DELETE, INSERT, SELECT, UPDATE
  index CREATE INDEX login_account_user ON identity.login_account USING btree (user_id)
  index CREATE UNIQUE INDEX login_account_credential ON identity.login_account USING btree (user_id) WHERE (provider_id = 'credential'::text)
  row security f, forced f
)

create table identity.login_session (
  id uuid not null
  user_id uuid not null
  token text not null
  expires_at timestamp with time zone not null
  ip_address text
  user_agent text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint login_session_pkey PRIMARY KEY (id)
  constraint login_session_token_key UNIQUE (token)
  constraint login_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.login(id) ON DELETE CASCADE
  grant DELETE, INSERT, SELECT, UPDATE
  index CREATE INDEX login_session_user ON identity.login_session USING btree (user_id)
  row security f, forced f
)

create table identity.login_two_factor (
  id uuid not null
  user_id uuid not null
  secret text not null
  backup_codes text not null
  verified boolean
  failed_verification_count integer
  locked_until timestamp with time zone
  constraint login_two_factor_pkey PRIMARY KEY (id)
  constraint login_two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES identity.login(id) ON DELETE CASCADE
  grant DELETE, INSERT, SELECT, UPDATE
  index CREATE INDEX login_two_factor_user ON identity.login_two_factor USING btree (user_id)
  row security f, forced f
)

create table identity.login_verification (
  id uuid not null
  identifier text not null
  value text not null
  expires_at timestamp with time zone not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  constraint login_verification_pkey PRIMARY KEY (id)
  grant DELETE, INSERT, SELECT, UPDATE
  index CREATE INDEX login_verification_identifier ON identity.login_verification USING btree (identifier)
  row security f, forced f
)

create table identity.notice_setting (
  person_id uuid not null
  is_on boolean not null
  quiet_from text
  quiet_to text
  quiet_weekdays integer[] not null default '{}'::integer[]
  set_at timestamp with time zone not null
  constraint notice_setting_check CHECK (((quiet_from IS NULL) = (quiet_to IS NULL)))
  constraint notice_setting_check1 CHECK (((quiet_from IS NULL) = (cardinality(quiet_weekdays) = 0)))
  constraint notice_setting_check2 CHECK (((quiet_from IS DISTINCT FROM quiet_to) OR (quiet_from IS NULL)))
  constraint notice_setting_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint notice_setting_pkey PRIMARY KEY (person_id)
  constraint notice_setting_quiet_from_check CHECK ((quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$'::text))
  constraint notice_setting_quiet_to_check CHECK ((quiet_to ~ '^([01]\d|2[0-3]):[0-5]\d$'::text))
  constraint notice_setting_quiet_weekdays_check CHECK ((quiet_weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]))
  grant INSERT, SELECT, UPDATE
  row security f, forced f
)

create table identity.person (
  id uuid not null
  full_name text not null
  title text not null default ''::text
  licence_number text
  phone text
  pin_hash text
  created_at timestamp with time zone not null
  disabled_at timestamp with time zone
  pin_set_at timestamp with time zone
  must_change_password boolean not null default false
  constraint person_id_fkey FOREIGN KEY (id) REFERENCES identity.login(id)
  constraint person_pkey PRIMARY KEY (id)
  grant DELETE, INSERT, SELECT, UPDATE
  row security f, forced f
)

create table identity.push_subscription (
  person_id uuid not null
  device_id uuid not null
  label text not null
  endpoint text not null
  p256dh text not null
  auth text not null
  created_at timestamp with time zone not null
  gone_at timestamp with time zone
  constraint push_subscription_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint push_subscription_pkey PRIMARY KEY (person_id, device_id)
  grant DELETE, INSERT, SELECT, UPDATE
  row security f, forced f
)

create table identity.ring_device (
  person_id uuid not null
  device_id uuid not null
  label text not null
  is_armed boolean not null
  at timestamp with time zone not null
  constraint ring_device_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint ring_device_pkey PRIMARY KEY (person_id, device_id)
  grant DELETE, INSERT, SELECT, UPDATE
  row security f, forced f
)

create table identity.role (
  id uuid not null
  person_id uuid not null
  facility_id uuid not null
  role text not null
  specialty text
  department text not null default ''::text
  valid_from timestamp with time zone not null
  valid_to timestamp with time zone
  constraint role_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint role_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint role_pkey PRIMARY KEY (id)
  constraint role_role_check CHECK ((role = ANY (ARRAY['doctor'::text, 'nurse'::text, 'coordinator'::text, 'administrator'::text, 'technician'::text, 'leader'::text, 'ministry-viewer'::text])))
  constraint role_specialty_fkey FOREIGN KEY (specialty) REFERENCES network.specialty(code)
  grant DELETE, INSERT, SELECT, UPDATE
  index CREATE INDEX role_facility ON identity.role USING btree (facility_id, role)
  index CREATE INDEX role_person ON identity.role USING btree (person_id)
  row security f, forced f
)

create table identity.shared_device (
  id uuid not null
  token_hash bytea not null
  label text not null
  facility_id uuid not null
  marked_by uuid not null
  marked_at timestamp with time zone not null
  ended_at timestamp with time zone
  ended_by uuid
  constraint shared_device_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES identity.person(id)
  constraint shared_device_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint shared_device_marked_by_fkey FOREIGN KEY (marked_by) REFERENCES identity.person(id)
  constraint shared_device_pkey PRIMARY KEY (id)
  constraint shared_device_token_hash_key UNIQUE (token_hash)
  grant INSERT, SELECT
  index CREATE INDEX shared_device_facility ON identity.shared_device USING btree (facility_id) WHERE (ended_at IS NULL)
  policy see for ALL to public using (platform.actor_is_system() OR identity.administers(facility_id)) check (platform.actor_is_system() OR identity.administers(facility_id))
  row security t, forced t
)

create table identity.shift_swap (
  id uuid not null
  facility_id uuid not null
  shift_id uuid not null
  from_person_id uuid not null
  to_person_id uuid not null
  in_return_shift_id uuid
  asked_at timestamp with time zone not null
  answer text
  answered_at timestamp with time zone
  constraint shift_swap_answer_check CHECK ((answer = ANY (ARRAY['accepted'::text, 'declined'::text, 'withdrawn'::text])))
  constraint shift_swap_check CHECK ((from_person_id <> to_person_id))
  constraint shift_swap_check1 CHECK (((answer IS NULL) = (answered_at IS NULL)))
  constraint shift_swap_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint shift_swap_from_person_id_fkey FOREIGN KEY (from_person_id) REFERENCES identity.person(id)
  constraint shift_swap_in_return_shift_id_fkey FOREIGN KEY (in_return_shift_id) REFERENCES identity.duty_shift(id) ON DELETE CASCADE
  constraint shift_swap_pkey PRIMARY KEY (id)
  constraint shift_swap_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES identity.duty_shift(id) ON DELETE CASCADE
  constraint shift_swap_to_person_id_fkey FOREIGN KEY (to_person_id) REFERENCES identity.person(id)
  grant INSERT, SELECT, UPDATE
  index CREATE UNIQUE INDEX shift_swap_open ON identity.shift_swap USING btree (shift_id) WHERE (answer IS NULL)
  row security f, forced f
)

create table imaging.archive_cursor (
  name text not null
  last_change bigint not null
  constraint archive_cursor_pkey PRIMARY KEY (name)
  grant INSERT, SELECT, UPDATE
  row security f, forced f
)

create table imaging.edge (
  id uuid not null
  facility_id uuid not null
  label text not null
  public_key bytea not null
  enrolled_at timestamp with time zone not null
  revoked_at timestamp with time zone
  revoked_by uuid
  version text not null default ''::text
  last_seen_at timestamp with time zone
  clock_ahead_ms bigint
  spool_bytes bigint not null default 0
  free_bytes bigint
  waiting_count integer not null default 0
  held_count integer not null default 0
  oldest_waiting_at timestamp with time zone
  aets text[] not null default '{}'::text[]
  constraint edge_check CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
  constraint edge_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint edge_pkey PRIMARY KEY (id)
  constraint edge_public_key_check CHECK ((length(public_key) = 32))
  constraint edge_public_key_key UNIQUE (public_key)
  constraint edge_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES identity.person(id)
  grant INSERT, SELECT
  index CREATE INDEX edge_facility ON imaging.edge USING btree (facility_id)
  policy change for UPDATE to public using imaging.manages_edge(facility_id) check imaging.manages_edge(facility_id)
  policy enrol for INSERT to public using  check platform.actor_is_system()
  policy see for SELECT to public using (imaging.manages_edge(facility_id) OR (facility_id = ANY (platform.actor_facilities()))) check 
  row security t, forced t
)

create table imaging.edge_code (
  id uuid not null
  facility_id uuid not null
  label text not null
  code_hash bytea not null
  made_by uuid not null
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  edge_id uuid
  constraint edge_code_check CHECK (((used_at IS NULL) = (edge_id IS NULL)))
  constraint edge_code_code_hash_key UNIQUE (code_hash)
  constraint edge_code_edge_id_fkey FOREIGN KEY (edge_id) REFERENCES imaging.edge(id)
  constraint edge_code_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint edge_code_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.person(id)
  constraint edge_code_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  policy see for ALL to public using imaging.manages_edge(facility_id) check imaging.manages_edge(facility_id)
  row security t, forced t
)

create table imaging.edge_nonce (
  edge_id uuid not null
  nonce text not null
  expires_at timestamp with time zone not null
  constraint edge_nonce_edge_id_fkey FOREIGN KEY (edge_id) REFERENCES imaging.edge(id)
  constraint edge_nonce_pkey PRIMARY KEY (edge_id, nonce)
  grant DELETE, INSERT, SELECT
  index CREATE INDEX edge_nonce_expiry ON imaging.edge_nonce USING btree (expires_at)
  policy see for ALL to public using platform.actor_is_system() check platform.actor_is_system()
  row security t, forced t
)

create table imaging.edge_parcel (
  id uuid not null
  edge_id uuid not null
  study_uid text not null default ''::text
  instance_uid text not null default ''::text
  sha256 text not null
  state text not null
  problem text
  ended_at timestamp with time zone not null
  constraint edge_parcel_check CHECK (((state = 'refused'::text) = (problem IS NOT NULL)))
  constraint edge_parcel_edge_id_fkey FOREIGN KEY (edge_id) REFERENCES imaging.edge(id)
  constraint edge_parcel_pkey PRIMARY KEY (id)
  constraint edge_parcel_state_check CHECK ((state = ANY (ARRAY['taken'::text, 'refused'::text])))
  grant INSERT, SELECT
  index CREATE INDEX edge_parcel_study ON imaging.edge_parcel USING btree (edge_id, study_uid)
  policy see for SELECT to public using imaging.sees_edge(edge_id) check 
  policy take for INSERT to public using  check platform.actor_is_system()
  row security t, forced t
)

create table imaging.edge_study (
  edge_id uuid not null
  study_uid text not null
  modality text not null
  received_count integer not null
  sent_count integer not null
  held_count integer not null
  is_urgent boolean not null
  first_received_at timestamp with time zone not null
  last_received_at timestamp with time zone not null
  told_at timestamp with time zone not null
  constraint edge_study_edge_id_fkey FOREIGN KEY (edge_id) REFERENCES imaging.edge(id)
  constraint edge_study_pkey PRIMARY KEY (edge_id, study_uid)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX edge_study_recent ON imaging.edge_study USING btree (edge_id, last_received_at DESC)
  policy change for UPDATE to public using platform.actor_is_system() check platform.actor_is_system()
  policy see for SELECT to public using imaging.sees_edge(edge_id) check 
  policy tell for INSERT to public using  check platform.actor_is_system()
  row security t, forced t
)

create table imaging.instance (
  id uuid not null
  study_id uuid not null
  series_id uuid
  sop_uid text not null
  sop_class text not null
  archive_id text not null
  syntax text not null
  sha256 text not null
  bytes bigint not null
  tags jsonb not null
  layout jsonb
  frames jsonb not null default '[]'::jsonb
  problem text
  added_at timestamp with time zone not null
  content jsonb
  constraint instance_archive_id_key UNIQUE (archive_id)
  constraint instance_of_study UNIQUE (study_id, sop_uid)
  constraint instance_pkey PRIMARY KEY (id)
  constraint instance_series_id_fkey FOREIGN KEY (series_id) REFERENCES imaging.series(id)
  constraint instance_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  grant DELETE, INSERT, SELECT, UPDATE
  index CREATE INDEX instance_series ON imaging.instance USING btree (series_id)
  index CREATE INDEX instance_study ON imaging.instance USING btree (study_id)
  policy erase for DELETE to public using ( SELECT platform.actor_is_system() AS actor_is_system) check 
  policy own_objects for DELETE to public using ((EXISTS ( SELECT 1
   FROM imaging.mark_object o
  WHERE ((o.sop_uid = instance.sop_uid) AND (o.replaced_at IS NOT NULL)))) OR (NOT (EXISTS ( SELECT 1
   FROM imaging.study s
  WHERE ((s.id = instance.study_id) AND (s.patient_id IS NOT NULL)))))) check 
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR (EXISTS ( SELECT 1
   FROM imaging.study s
  WHERE (s.id = instance.study_id)))) check ( SELECT platform.actor_is_system() AS actor_is_system)
  row security t, forced t
)

create table imaging.key_image (
  id uuid not null
  study_id uuid not null
  patient_id uuid not null
  instance_id uuid not null
  frame integer not null
  subject_kind text
  subject_id uuid
  view jsonb not null
  marks jsonb not null
  caption text not null default ''::text
  picture bytea not null
  sha256 text not null
  made_by uuid not null
  facility_id uuid
  made_at timestamp with time zone not null
  removed_at timestamp with time zone
  removed_by uuid
  removed_reason text
  constraint key_image_caption_check CHECK ((length(caption) <= 200))
  constraint key_image_check CHECK (((subject_kind IS NULL) = (subject_id IS NULL)))
  constraint key_image_check1 CHECK ((((removed_at IS NULL) = (removed_by IS NULL)) AND ((removed_at IS NULL) = (removed_reason IS NULL))))
  constraint key_image_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint key_image_frame_check CHECK ((frame > 0))
  constraint key_image_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES imaging.instance(id)
  constraint key_image_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.person(id)
  constraint key_image_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint key_image_pkey PRIMARY KEY (id)
  constraint key_image_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES identity.person(id)
  constraint key_image_removed_reason_check CHECK ((length(TRIM(BOTH FROM removed_reason)) >= 5))
  constraint key_image_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  grant INSERT, SELECT
  index CREATE INDEX key_image_patient ON imaging.key_image USING btree (patient_id, made_at) WHERE (removed_at IS NULL)
  policy by_whom for INSERT to public using  check (( SELECT platform.actor_is_system() AS actor_is_system) OR (made_by = platform.actor_person()))
  policy once for UPDATE to public using (removed_at IS NULL) check (( SELECT platform.actor_is_system() AS actor_is_system) OR (removed_by IS NULL) OR (removed_by = platform.actor_person()))
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR records.may_see(patient_id)) check (( SELECT platform.actor_is_system() AS actor_is_system) OR records.may_see(patient_id))
  row security t, forced t
)

create table imaging.mark (
  id uuid not null
  mark_id uuid not null
  version integer not null
  study_id uuid not null
  patient_id uuid not null
  instance_id uuid not null
  frame integer not null
  kind text not null
  points jsonb not null
  text text not null default ''::text
  aspects jsonb
  measure jsonb not null
  made_by uuid not null
  facility_id uuid
  made_at timestamp with time zone not null
  removed_reason text
  constraint mark_check CHECK (((kind = 'aspects'::text) = (aspects IS NOT NULL)))
  constraint mark_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint mark_frame_check CHECK ((frame > 0))
  constraint mark_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES imaging.instance(id)
  constraint mark_kind_check CHECK ((kind = ANY (ARRAY['length'::text, 'angle'::text, 'ellipse'::text, 'probe'::text, 'arrow'::text, 'text'::text, 'aspects'::text])))
  constraint mark_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.person(id)
  constraint mark_mark_id_version_key UNIQUE (mark_id, version)
  constraint mark_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint mark_pkey PRIMARY KEY (id)
  constraint mark_removed_reason_check CHECK ((length(TRIM(BOTH FROM removed_reason)) >= 5))
  constraint mark_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  constraint mark_text_check CHECK ((length(text) <= 120))
  constraint mark_version_check CHECK ((version > 0))
  grant INSERT, SELECT
  index CREATE INDEX mark_study ON imaging.mark USING btree (study_id, mark_id, version DESC)
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR records.may_see(patient_id)) check (( SELECT platform.actor_is_system() AS actor_is_system) OR (records.may_see(patient_id) AND (made_by = platform.actor_person())))
  row security t, forced t
)

create table imaging.mark_object (
  sop_uid text not null
  study_id uuid not null
  series_uid text not null
  kind text not null
  part text not null
  content_sha256 text not null
  archive_id text
  written_at timestamp with time zone not null
  replaced_at timestamp with time zone
  gone_at timestamp with time zone
  constraint mark_object_kind_check CHECK ((kind = ANY (ARRAY['sr'::text, 'pr'::text])))
  constraint mark_object_pkey PRIMARY KEY (sop_uid)
  constraint mark_object_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  grant INSERT, SELECT
  index CREATE UNIQUE INDEX mark_object_current ON imaging.mark_object USING btree (study_id, kind, part) WHERE (replaced_at IS NULL)
  policy system_only for ALL to public using ( SELECT platform.actor_is_system() AS actor_is_system) check ( SELECT platform.actor_is_system() AS actor_is_system)
  row security t, forced t
)

create table imaging.match (
  id uuid not null default gen_random_uuid()
  study_id uuid not null
  patient_id uuid not null
  facility_id uuid
  matched_by text not null
  person_id uuid
  matched_at timestamp with time zone not null
  undone_at timestamp with time zone
  undone_by uuid
  undone_reason text
  modality text not null default ''::text
  started_at timestamp with time zone
  instance_count integer not null default 0
  constraint match_check CHECK ((((undone_at IS NULL) = (undone_by IS NULL)) AND ((undone_at IS NULL) = (undone_reason IS NULL))))
  constraint match_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint match_matched_by_check CHECK ((matched_by = ANY (ARRAY['identifier'::text, 'person'::text, 'upload'::text])))
  constraint match_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint match_pkey PRIMARY KEY (id)
  constraint match_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  constraint match_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES identity.person(id)
  constraint match_undone_reason_check CHECK ((length(TRIM(BOTH FROM undone_reason)) >= 5))
  grant SELECT
  index CREATE INDEX match_patient ON imaging.match USING btree (patient_id) WHERE (undone_at IS NOT NULL)
  index CREATE INDEX match_study ON imaging.match USING btree (study_id, matched_at)
  index CREATE UNIQUE INDEX match_open ON imaging.match USING btree (study_id) WHERE (undone_at IS NULL)
  policy owner_keeps for INSERT to tuyen_owner using  check true
  policy owner_reads for SELECT to tuyen_owner using true check 
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR records.may_see(patient_id)) check (( SELECT platform.actor_is_system() AS actor_is_system) OR records.may_see(patient_id))
  row security t, forced t
)

create table imaging.opening (
  study_id uuid not null
  person_id uuid not null
  first_opened_at timestamp with time zone not null
  match_id uuid not null
  constraint opening_match_id_fkey FOREIGN KEY (match_id) REFERENCES imaging.match(id)
  constraint opening_pkey PRIMARY KEY (match_id, person_id)
  constraint opening_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  grant INSERT, SELECT
  policy see for ALL to public using (EXISTS ( SELECT 1
   FROM imaging.match m
  WHERE (m.id = opening.match_id))) check (EXISTS ( SELECT 1
   FROM imaging.match m
  WHERE (m.id = opening.match_id)))
  row security t, forced t
)

create table imaging.prior_request (
  id uuid not null
  edge_id uuid not null
  patient_id uuid not null
  asked_by uuid not null
  asked_at timestamp with time zone not null
  state text not null default 'open'::text
  found_count integer not null default 0
  ended_at timestamp with time zone
  constraint prior_request_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES identity.person(id)
  constraint prior_request_check CHECK (((state = 'open'::text) = (ended_at IS NULL)))
  constraint prior_request_edge_id_fkey FOREIGN KEY (edge_id) REFERENCES imaging.edge(id)
  constraint prior_request_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint prior_request_pkey PRIMARY KEY (id)
  constraint prior_request_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'failed'::text])))
  grant INSERT, SELECT
  index CREATE INDEX prior_request_patient ON imaging.prior_request USING btree (patient_id, asked_at DESC)
  index CREATE UNIQUE INDEX prior_request_open ON imaging.prior_request USING btree (edge_id, patient_id) WHERE (state = 'open'::text)
  policy answer for UPDATE to public using platform.actor_is_system() check platform.actor_is_system()
  policy ask for INSERT to public using  check platform.actor_is_system()
  policy see for SELECT to public using (platform.actor_is_system() OR records.may_see(patient_id)) check 
  row security t, forced t
)

create table imaging.removal (
  study_id uuid not null
  facility_id uuid not null
  study_uid text not null
  modality text not null
  started_at timestamp with time zone
  instance_count integer not null
  reason text not null
  removed_by uuid not null
  removed_at timestamp with time zone not null
  erased_at timestamp with time zone
  constraint removal_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint removal_pkey PRIMARY KEY (study_id)
  constraint removal_reason_check CHECK ((length(TRIM(BOTH FROM reason)) >= 5))
  constraint removal_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES identity.person(id)
  constraint removal_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  grant INSERT, SELECT
  index CREATE INDEX removal_facility ON imaging.removal USING btree (facility_id, removed_at DESC)
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR (facility_id = ANY (platform.actor_facilities()))) check (( SELECT platform.actor_is_system() AS actor_is_system) OR ((facility_id = ANY (platform.actor_facilities())) AND (removed_by = platform.actor_person())))
  row security t, forced t
)

create table imaging.result (
  id uuid not null
  study_id uuid not null
  instance_id uuid not null
  kind text not null
  content jsonb not null
  masks bytea not null default '\x'::bytea
  problem text
  read_at timestamp with time zone not null
  constraint result_instance_id_fkey FOREIGN KEY (instance_id) REFERENCES imaging.instance(id) ON DELETE CASCADE
  constraint result_instance_id_key UNIQUE (instance_id)
  constraint result_kind_check CHECK ((kind = ANY (ARRAY['segmentation'::text, 'report'::text])))
  constraint result_pkey PRIMARY KEY (id)
  constraint result_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  grant INSERT, SELECT
  index CREATE INDEX result_study ON imaging.result USING btree (study_id)
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR (EXISTS ( SELECT 1
   FROM imaging.study s
  WHERE (s.id = result.study_id)))) check ( SELECT platform.actor_is_system() AS actor_is_system)
  row security t, forced t
)

create table imaging.result_switch (
  id uuid not null
  result_id uuid not null
  patient_id uuid not null
  person_id uuid not null
  is_on boolean not null
  switched_at timestamp with time zone not null
  constraint result_switch_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint result_switch_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint result_switch_pkey PRIMARY KEY (id)
  constraint result_switch_result_id_fkey FOREIGN KEY (result_id) REFERENCES imaging.result(id)
  grant INSERT, SELECT
  index CREATE INDEX result_switch_newest ON imaging.result_switch USING btree (person_id, result_id, id DESC)
  policy own for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR ((person_id = platform.actor_person()) AND records.may_see(patient_id))) check ((person_id = platform.actor_person()) AND records.may_see(patient_id) AND (EXISTS ( SELECT 1
   FROM (imaging.result r
     JOIN imaging.study s ON ((s.id = r.study_id)))
  WHERE ((r.id = result_switch.result_id) AND (s.patient_id = result_switch.patient_id)))))
  row security t, forced t
)

create table imaging.sender (
  aet text not null
  facility_id uuid not null
  constraint sender_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint sender_pkey PRIMARY KEY (aet)
  grant SELECT
  row security f, forced f
)

create table imaging.series (
  id uuid not null
  study_id uuid not null
  series_uid text not null
  number integer
  modality text not null default ''::text
  description text not null default ''::text
  frames integer not null default 0
  preview_frames integer not null default 0
  preview_at timestamp with time zone
  share_id uuid
  constraint series_of_study UNIQUE NULLS NOT DISTINCT (study_id, series_uid, share_id)
  constraint series_pkey PRIMARY KEY (id)
  constraint series_share_id_fkey FOREIGN KEY (share_id) REFERENCES imaging.share(id)
  constraint series_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  grant DELETE, INSERT, SELECT, UPDATE
  index CREATE INDEX series_share ON imaging.series USING btree (share_id) WHERE (share_id IS NOT NULL)
  index CREATE INDEX series_study ON imaging.series USING btree (study_id)
  index CREATE INDEX series_without_preview ON imaging.series USING btree (id) WHERE (preview_frames < frames)
  policy erase for DELETE to public using ( SELECT platform.actor_is_system() AS actor_is_system) check 
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR (EXISTS ( SELECT 1
   FROM imaging.study s
  WHERE (s.id = series.study_id)))) check ( SELECT platform.actor_is_system() AS actor_is_system)
  row security t, forced t
)

create table imaging.share (
  id uuid not null
  study_id uuid not null
  patient_id uuid not null
  series_ids uuid[]
  made_for text not null
  basis text not null
  reason text not null
  token_hash text not null
  is_identified boolean not null
  may_download boolean not null
  created_by uuid not null
  created_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  revoked_at timestamp with time zone
  revoked_by uuid
  code_hash text
  code_tries integer not null default 0
  may_add boolean not null default false
  constraint share_basis_check CHECK ((basis = ANY (ARRAY['emergency-19-1-a'::text, 'written-request'::text, 'other-law'::text])))
  constraint share_check CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
  constraint share_created_by_fkey FOREIGN KEY (created_by) REFERENCES identity.person(id)
  constraint share_made_for_check CHECK ((length(TRIM(BOTH FROM made_for)) > 0))
  constraint share_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint share_pkey PRIMARY KEY (id)
  constraint share_reason_check CHECK ((length(TRIM(BOTH FROM reason)) > 0))
  constraint share_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES identity.person(id)
  constraint share_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  constraint share_token_hash_key UNIQUE (token_hash)
  grant INSERT, SELECT
  index CREATE INDEX share_study ON imaging.share USING btree (study_id, created_at DESC)
  policy by_whom for INSERT to public using  check (( SELECT platform.actor_is_system() AS actor_is_system) OR ((created_by = platform.actor_person()) AND (EXISTS ( SELECT 1
   FROM imaging.study s
  WHERE ((s.id = share.study_id) AND (s.patient_id = share.patient_id))))))
  policy once for UPDATE to public using (revoked_at IS NULL) check (( SELECT platform.actor_is_system() AS actor_is_system) OR (revoked_by = platform.actor_person()))
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR records.may_see(patient_id)) check (( SELECT platform.actor_is_system() AS actor_is_system) OR records.may_see(patient_id))
  row security t, forced t
)

create table imaging.share_object (
  study_id uuid not null
  sop_uid text not null
  sha256 text not null
  share_id uuid not null
  constraint share_object_pkey PRIMARY KEY (study_id, sop_uid, sha256)
  constraint share_object_share_id_fkey FOREIGN KEY (share_id) REFERENCES imaging.share(id)
  constraint share_object_study_id_fkey FOREIGN KEY (study_id) REFERENCES imaging.study(id)
  grant INSERT, SELECT
  policy system_only for ALL to public using ( SELECT platform.actor_is_system() AS actor_is_system) check ( SELECT platform.actor_is_system() AS actor_is_system)
  row security t, forced t
)

create table imaging.share_opening (
  share_id uuid not null
  at timestamp with time zone not null
  source text not null
  visit_hash text
  constraint share_opening_share_id_fkey FOREIGN KEY (share_id) REFERENCES imaging.share(id)
  constraint share_opening_visit_hash_key UNIQUE (visit_hash)
  grant INSERT, SELECT
  index CREATE INDEX share_opening_share ON imaging.share_opening USING btree (share_id, at DESC)
  policy see for ALL to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR (EXISTS ( SELECT 1
   FROM imaging.share s
  WHERE (s.id = share_opening.share_id)))) check ( SELECT platform.actor_is_system() AS actor_is_system)
  row security t, forced t
)

create table imaging.study (
  id uuid not null
  study_uid text not null
  archive_id text not null
  patient_id uuid
  facility_id uuid
  modality text not null default ''::text
  description text not null default ''::text
  sent_patient_id text not null default ''::text
  sent_patient_name text not null default ''::text
  sent_birth_date text not null default ''::text
  sent_sex text not null default ''::text
  sent_issuer text not null default ''::text
  started_at timestamp with time zone
  first_arrived_at timestamp with time zone not null
  last_arrived_at timestamp with time zone not null
  series_count integer not null default 0
  instance_count integer not null default 0
  is_complete boolean not null default false
  source text not null
  matched_by text
  matched_at timestamp with time zone
  match_person_id uuid
  sent_charset text not null default ''::text
  is_text_doubtful boolean not null default false
  removed_at timestamp with time zone
  constraint study_archive_id_key UNIQUE (archive_id)
  constraint study_check CHECK (((patient_id IS NULL) = (matched_by IS NULL)))
  constraint study_check1 CHECK (((removed_at IS NULL) OR (patient_id IS NULL)))
  constraint study_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint study_matched_by_check CHECK ((matched_by = ANY (ARRAY['identifier'::text, 'person'::text, 'upload'::text])))
  constraint study_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint study_pkey PRIMARY KEY (id)
  constraint study_source_check CHECK ((source = ANY (ARRAY['c-store'::text, 'upload'::text, 'edge'::text])))
  constraint study_study_uid_key UNIQUE (study_uid)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX study_patient ON imaging.study USING btree (patient_id, first_arrived_at DESC)
  index CREATE INDEX study_waiting ON imaging.study USING btree (facility_id, first_arrived_at DESC) WHERE (patient_id IS NULL)
  policy see for ALL to public using (platform.actor_is_system() OR ((patient_id IS NOT NULL) AND records.may_see(patient_id)) OR ((patient_id IS NULL) AND (facility_id = ANY (platform.actor_facilities())))) check (platform.actor_is_system() OR ((patient_id IS NOT NULL) AND records.may_see(patient_id)) OR ((patient_id IS NULL) AND (facility_id = ANY (platform.actor_facilities()))))
  policy stays_removed for ALL to public using ((removed_at IS NULL) OR ( SELECT platform.actor_is_system() AS actor_is_system)) check 
  row security t, forced t
)

create table imaging.teaching_copy (
  id uuid not null
  case_code text not null
  facility_id uuid not null
  purpose text not null
  source bytea not null
  state text not null
  unreadable integer not null default 0
  removal jsonb not null default '{"kept": 0, "uids": 0, "dates": 0, "private": 0, "removed": []}'::jsonb
  made_by uuid not null
  made_at timestamp with time zone not null
  reviewed_by uuid
  reviewed_at timestamp with time zone
  constraint teaching_copy_check CHECK (((state <> 'usable'::text) OR (reviewed_by IS NOT NULL)))
  constraint teaching_copy_check1 CHECK (((reviewed_by IS NULL) = (reviewed_at IS NULL)))
  constraint teaching_copy_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint teaching_copy_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.person(id)
  constraint teaching_copy_pkey PRIMARY KEY (id)
  constraint teaching_copy_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES identity.person(id)
  constraint teaching_copy_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'held'::text, 'finishing'::text, 'usable'::text, 'failed'::text, 'discarded'::text])))
  grant INSERT, SELECT
  index CREATE INDEX teaching_copy_case ON imaging.teaching_copy USING btree (case_code, made_at DESC)
  policy change for UPDATE to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR ((made_by = platform.actor_person()) AND (facility_id = ANY (platform.actor_facilities())))) check (( SELECT platform.actor_is_system() AS actor_is_system) OR ((made_by = platform.actor_person()) AND (facility_id = ANY (platform.actor_facilities()))))
  policy make for INSERT to public using  check ((made_by = platform.actor_person()) AND (facility_id = ANY (platform.actor_facilities())) AND (state = 'preparing'::text))
  policy see for SELECT to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR ((facility_id = ANY (platform.actor_facilities())) AND ((state = 'usable'::text) OR (made_by = platform.actor_person())))) check 
  row security t, forced t
)

create table imaging.teaching_image (
  id uuid not null
  copy_id uuid not null
  "position" integer not null
  series integer not null
  modality text not null
  columns integer not null
  rows integer not null
  frames integer not null
  held text[] not null
  found jsonb not null
  confirmed jsonb
  confirmed_by uuid
  confirmed_at timestamp with time zone
  is_left_out boolean not null default false
  constraint teaching_image_check CHECK ((((confirmed IS NULL) = (confirmed_by IS NULL)) AND ((confirmed IS NULL) = (confirmed_at IS NULL))))
  constraint teaching_image_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES identity.person(id)
  constraint teaching_image_copy_id_fkey FOREIGN KEY (copy_id) REFERENCES imaging.teaching_copy(id)
  constraint teaching_image_copy_id_position_key UNIQUE (copy_id, "position")
  constraint teaching_image_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  policy prepare for INSERT to public using  check ( SELECT platform.actor_is_system() AS actor_is_system)
  policy review for UPDATE to public using (EXISTS ( SELECT 1
   FROM imaging.teaching_copy c
  WHERE ((c.id = teaching_image.copy_id) AND (c.made_by = platform.actor_person())))) check (EXISTS ( SELECT 1
   FROM imaging.teaching_copy c
  WHERE ((c.id = teaching_image.copy_id) AND (c.made_by = platform.actor_person()))))
  policy see for SELECT to public using (EXISTS ( SELECT 1
   FROM imaging.teaching_copy c
  WHERE (c.id = teaching_image.copy_id))) check 
  row security t, forced t
)

create table network.backup (
  facility_id uuid not null
  specialty text not null
  backup_facility_id uuid not null
  valid_from date not null
  valid_to date
  constraint backup_backup_facility_id_fkey FOREIGN KEY (backup_facility_id) REFERENCES network.facility(id)
  constraint backup_check CHECK ((facility_id <> backup_facility_id))
  constraint backup_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint backup_pkey PRIMARY KEY (facility_id, specialty, valid_from)
  constraint backup_specialty_fkey FOREIGN KEY (specialty) REFERENCES network.specialty(code)
  grant INSERT, SELECT, UPDATE
  row security f, forced f
)

create table network.capability (
  facility_id uuid not null
  code text not null
  valid_from date not null
  valid_to date
  constraint capability_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint capability_pkey PRIMARY KEY (facility_id, code, valid_from)
  grant INSERT, SELECT, UPDATE
  row security f, forced f
)

create table network.facility (
  id uuid not null
  code text not null
  kind text not null
  is_synthetic boolean not null default true
  duty_phone text
  created_at timestamp with time zone not null
  latitude double precision
  longitude double precision
  constraint facility_code_check CHECK ((code ~ '^[0-9A-Za-z]{5}$'::text))
  constraint facility_code_key UNIQUE (code)
  constraint facility_kind_check CHECK ((kind = ANY (ARRAY['hospital'::text, 'medical-centre'::text, 'commune-station'::text])))
  constraint facility_pkey PRIMARY KEY (id)
  grant INSERT, SELECT, UPDATE
  row security f, forced f
)

create table network.facility_level (
  facility_id uuid not null
  valid_from date not null
  valid_to date
  care_level text
  legacy_tier text
  authority text not null
  constraint facility_level_care_level_check CHECK ((care_level = ANY (ARRAY['ban-dau'::text, 'co-ban'::text, 'chuyen-sau'::text])))
  constraint facility_level_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint facility_level_legacy_tier_check CHECK ((legacy_tier = ANY (ARRAY['trung-uong'::text, 'tinh'::text, 'huyen'::text, 'xa'::text])))
  constraint facility_level_pkey PRIMARY KEY (facility_id, valid_from)
  grant INSERT, SELECT, UPDATE
  row security f, forced f
)

create table network.facility_name (
  facility_id uuid not null
  valid_from date not null
  valid_to date
  name text not null
  short_name text not null
  name_folded text not null
  province_code text not null
  constraint facility_name_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint facility_name_pkey PRIMARY KEY (facility_id, valid_from)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX facility_name_folded ON network.facility_name USING btree (name_folded text_pattern_ops)
  row security f, forced f
)

create table network.point (
  id uuid not null
  facility_id uuid not null
  name text not null
  kind text not null
  constraint point_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint point_kind_check CHECK ((kind = ANY (ARRAY['meeting-room'::text, 'operating-theatre'::text, 'emergency-department'::text, 'ward'::text, 'mobile'::text])))
  constraint point_pkey PRIMARY KEY (id)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX point_facility ON network.point USING btree (facility_id)
  row security f, forced f
)

create table network.province (
  code text not null
  valid_from date not null
  valid_to date
  name text not null
  kind text not null
  formed_from text[] not null default '{}'::text[]
  tile_row integer
  tile_column integer
  constraint province_kind_check CHECK ((kind = ANY (ARRAY['tinh'::text, 'thanh-pho'::text])))
  constraint province_pkey PRIMARY KEY (code, valid_from)
  grant INSERT, SELECT, UPDATE
  row security f, forced f
)

create table network.remote_service (
  id uuid not null
  facility_id uuid not null
  conditions text[] not null
  published_on date not null
  ended_on date
  registered_by uuid not null
  registered_at timestamp with time zone not null
  constraint remote_service_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint remote_service_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  row security f, forced f
)

create table network.specialty (
  code text not null
  name_vi text not null
  name_en text not null
  constraint specialty_pkey PRIMARY KEY (code)
  grant INSERT, SELECT, UPDATE
  row security f, forced f
)

create table network.support_contract (
  id uuid not null
  supporting_facility_id uuid not null
  supported_facility_id uuid not null
  number text not null
  scope text not null
  valid_from date not null
  valid_to date
  registered_by uuid not null
  registered_at timestamp with time zone not null
  constraint support_contract_check CHECK ((supporting_facility_id <> supported_facility_id))
  constraint support_contract_check1 CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
  constraint support_contract_number_check CHECK ((length(TRIM(BOTH FROM number)) > 0))
  constraint support_contract_pkey PRIMARY KEY (id)
  constraint support_contract_supported_facility_id_fkey FOREIGN KEY (supported_facility_id) REFERENCES network.facility(id)
  constraint support_contract_supporting_facility_id_fkey FOREIGN KEY (supporting_facility_id) REFERENCES network.facility(id)
  constraint support_contract_supporting_facility_id_supported_facility__key UNIQUE (supporting_facility_id, supported_facility_id, number)
  grant INSERT, SELECT
  row security f, forced f
)

create table network.support_link (
  id uuid not null
  from_facility_id uuid not null
  to_facility_id uuid not null
  programme text not null
  specialty text
  contract_number text
  priority integer not null default 1
  valid_from date not null
  valid_to date
  constraint support_link_check CHECK ((from_facility_id <> to_facility_id))
  constraint support_link_from_facility_id_fkey FOREIGN KEY (from_facility_id) REFERENCES network.facility(id)
  constraint support_link_pkey PRIMARY KEY (id)
  constraint support_link_programme_check CHECK ((programme = ANY (ARRAY['chi-dao-tuyen'::text, 've-tinh'::text, '1816'::text, 'telehealth'::text, 'toan-dien'::text, 'ket-nghia'::text])))
  constraint support_link_specialty_fkey FOREIGN KEY (specialty) REFERENCES network.specialty(code)
  constraint support_link_to_facility_id_fkey FOREIGN KEY (to_facility_id) REFERENCES network.facility(id)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX support_link_from ON network.support_link USING btree (from_facility_id)
  index CREATE INDEX support_link_to ON network.support_link USING btree (to_facility_id, specialty)
  row security f, forced f
)

create table pathways.acknowledgement (
  correction_id uuid not null
  side text not null
  patient_id uuid not null
  person_id uuid not null
  at timestamp with time zone not null
  constraint acknowledgement_correction_id_fkey FOREIGN KEY (correction_id) REFERENCES pathways.correction(id)
  constraint acknowledgement_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint acknowledgement_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint acknowledgement_pkey PRIMARY KEY (correction_id, side)
  constraint acknowledgement_side_check CHECK ((side = ANY (ARRAY['treating'::text, 'remote'::text])))
  grant INSERT, SELECT
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table pathways.approval (
  code text not null
  version integer not null
  facility_id uuid not null
  approved_by uuid not null
  approved_at timestamp with time zone not null
  constraint approval_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES identity.person(id)
  constraint approval_code_version_fkey FOREIGN KEY (code, version) REFERENCES pathways.pathway(code, version)
  constraint approval_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint approval_pkey PRIMARY KEY (code, version, facility_id)
  grant INSERT, SELECT
  row security f, forced f
)

create table pathways.correction (
  id uuid not null
  subject_kind text not null
  subject_id uuid not null
  patient_id uuid not null
  fact_kind text not null
  code text not null
  from_version integer not null
  to_version integer not null
  reason text not null default ''::text
  corrected_by uuid not null
  corrected_at timestamp with time zone not null
  constraint correction_corrected_by_fkey FOREIGN KEY (corrected_by) REFERENCES identity.person(id)
  constraint correction_fact_kind_check CHECK ((fact_kind = ANY (ARRAY['milestone'::text, 'item'::text, 'observation'::text])))
  constraint correction_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint correction_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  index CREATE INDEX correction_subject ON pathways.correction USING btree (subject_kind, subject_id, corrected_at)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table pathways.dose (
  id uuid not null
  subject_kind text not null
  subject_id uuid not null
  patient_id uuid not null
  code text not null
  calculator_version integer not null
  inputs jsonb not null
  result jsonb not null
  needs_check boolean not null
  calculated_by uuid not null
  calculated_at timestamp with time zone not null
  checked_by uuid
  checked_at timestamp with time zone
  reopened_at timestamp with time zone
  replaced_at timestamp with time zone
  constraint dose_calculated_by_fkey FOREIGN KEY (calculated_by) REFERENCES identity.person(id)
  constraint dose_check CHECK (((checked_by IS NULL) = (checked_at IS NULL)))
  constraint dose_check1 CHECK ((checked_by <> calculated_by))
  constraint dose_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES identity.person(id)
  constraint dose_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint dose_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  index CREATE UNIQUE INDEX dose_live ON pathways.dose USING btree (subject_kind, subject_id, code) WHERE (replaced_at IS NULL)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table pathways.early_warning (
  patient_id uuid not null
  score text not null
  levels text[] not null default '{}'::text[]
  evaluated_at timestamp with time zone not null
  constraint early_warning_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint early_warning_pkey PRIMARY KEY (patient_id, score)
  grant INSERT, SELECT
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table pathways.entry (
  id uuid not null
  subject_kind text not null
  subject_id uuid not null
  patient_id uuid not null
  kind text not null
  code text not null
  value jsonb
  version integer not null
  reason text not null default ''::text
  entered_by uuid not null
  entered_at timestamp with time zone not null
  replaced_at timestamp with time zone
  reopened_at timestamp with time zone
  side text not null default 'treating'::text
  constraint entry_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES identity.person(id)
  constraint entry_kind_check CHECK ((kind = ANY (ARRAY['item'::text, 'line'::text, 'score-input'::text, 'diagram'::text, 'tally'::text, 'bundle'::text, 'step'::text])))
  constraint entry_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint entry_pkey PRIMARY KEY (id)
  constraint entry_side_check CHECK ((side = ANY (ARRAY['treating'::text, 'remote'::text])))
  constraint entry_subject_kind_subject_id_kind_code_version_key UNIQUE (subject_kind, subject_id, kind, code, version)
  grant INSERT, SELECT
  index CREATE UNIQUE INDEX entry_live ON pathways.entry USING btree (subject_kind, subject_id, kind, code) WHERE (replaced_at IS NULL)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table pathways.milestone (
  id uuid not null
  subject_kind text not null
  subject_id uuid not null
  patient_id uuid not null
  code text not null
  occurred_at timestamp with time zone not null
  recorded_at timestamp with time zone not null
  source text not null
  typed_by uuid
  version integer not null default 1
  replaced_at timestamp with time zone
  withdrawn_at timestamp with time zone
  withdrawn_reason text not null default ''::text
  constraint milestone_check CHECK (((withdrawn_at IS NULL) OR (replaced_at IS NOT NULL)))
  constraint milestone_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint milestone_pkey PRIMARY KEY (id)
  constraint milestone_subject_kind_subject_id_code_version_key UNIQUE (subject_kind, subject_id, code, version)
  grant INSERT, SELECT
  index CREATE INDEX milestone_subject ON pathways.milestone USING btree (subject_kind, subject_id, occurred_at)
  index CREATE UNIQUE INDEX milestone_live ON pathways.milestone USING btree (subject_kind, subject_id, code) WHERE (replaced_at IS NULL)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table pathways.pathway (
  code text not null
  version integer not null
  document jsonb not null
  created_at timestamp with time zone not null
  constraint pathway_pkey PRIMARY KEY (code, version)
  grant INSERT, SELECT
  row security f, forced f
)

create table pathways.run (
  subject_kind text not null
  subject_id uuid not null
  patient_id uuid not null
  code text not null
  version integer not null
  started_at timestamp with time zone not null
  ended_at timestamp with time zone
  facility_id uuid
  constraint run_code_version_fkey FOREIGN KEY (code, version) REFERENCES pathways.pathway(code, version)
  constraint run_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint run_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint run_pkey PRIMARY KEY (subject_kind, subject_id)
  grant INSERT, SELECT
  index CREATE INDEX run_patient ON pathways.run USING btree (patient_id) WHERE (ended_at IS NULL)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table pathways.score_approval (
  score text not null
  version integer not null
  facility_id uuid not null
  approved_by uuid not null
  approved_at timestamp with time zone not null
  constraint score_approval_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES identity.person(id)
  constraint score_approval_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint score_approval_pkey PRIMARY KEY (score, version, facility_id)
  grant INSERT, SELECT
  row security f, forced f
)

create table pathways.score_result (
  id uuid not null
  subject_kind text not null
  subject_id uuid not null
  patient_id uuid not null
  code text not null
  score_version integer not null
  inputs jsonb not null
  total numeric
  partial_at_least numeric
  is_complete boolean not null
  result jsonb not null
  scored_by uuid not null
  scored_at timestamp with time zone not null
  constraint score_result_check CHECK ((is_complete OR (total IS NULL)))
  constraint score_result_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint score_result_pkey PRIMARY KEY (id)
  constraint score_result_scored_by_fkey FOREIGN KEY (scored_by) REFERENCES identity.person(id)
  grant INSERT, SELECT
  index CREATE INDEX score_result_subject ON pathways.score_result USING btree (subject_kind, subject_id, code, scored_at DESC)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table pathways.task (
  id uuid not null
  subject_kind text not null
  subject_id uuid not null
  patient_id uuid not null
  schedule text not null
  n integer not null
  due_at timestamp with time zone not null
  done_by uuid
  done_at timestamp with time zone
  note text not null default ''::text
  replaced_at timestamp with time zone
  constraint task_check CHECK (((done_by IS NULL) = (done_at IS NULL)))
  constraint task_done_by_fkey FOREIGN KEY (done_by) REFERENCES identity.person(id)
  constraint task_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint task_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  index CREATE INDEX task_due ON pathways.task USING btree (due_at) WHERE ((done_at IS NULL) AND (replaced_at IS NULL))
  index CREATE UNIQUE INDEX task_live ON pathways.task USING btree (subject_kind, subject_id, schedule, n) WHERE (replaced_at IS NULL)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table pathways.warning (
  id uuid not null
  patient_id uuid not null
  facility_id uuid not null
  score text not null
  score_version integer not null
  level text not null
  total numeric
  at_least numeric not null
  is_complete boolean not null
  result jsonb not null
  since timestamp with time zone not null
  raised_by uuid not null
  raised_at timestamp with time zone not null
  replaced_at timestamp with time zone
  acknowledged_by uuid
  acknowledged_at timestamp with time zone
  acknowledge_reason text not null default ''::text
  constraint warning_acknowledged_by_fkey FOREIGN KEY (acknowledged_by) REFERENCES identity.person(id)
  constraint warning_check CHECK ((is_complete OR (total IS NULL)))
  constraint warning_check1 CHECK (((acknowledged_by IS NULL) = (acknowledged_at IS NULL)))
  constraint warning_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint warning_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint warning_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  index CREATE INDEX warning_patient ON pathways.warning USING btree (patient_id, raised_at DESC)
  index CREATE UNIQUE INDEX warning_open ON pathways.warning USING btree (patient_id, score, level) WHERE ((acknowledged_at IS NULL) AND (replaced_at IS NULL))
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table platform.audit_entry (
  id uuid not null
  at timestamp with time zone not null
  actor_kind text not null
  actor_name text
  person_id uuid
  session_id text
  endpoint text not null
  outcome text not null
  problem text
  patient_id uuid
  purpose text
  basis text
  request_id text not null
  source text not null
  constraint audit_entry_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'system'::text, 'nobody'::text])))
  constraint audit_entry_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])))
  constraint audit_entry_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  index CREATE INDEX audit_entry_at ON platform.audit_entry USING btree (at DESC)
  index CREATE INDEX audit_entry_patient ON platform.audit_entry USING btree (patient_id, at DESC) WHERE (patient_id IS NOT NULL)
  row security f, forced f
)

create table platform.audit_link (
  seq bigint not null
  entry_id uuid not null
  hash bytea not null
  constraint audit_link_entry_id_key UNIQUE (entry_id)
  constraint audit_link_pkey PRIMARY KEY (seq)
  grant INSERT, SELECT
  row security f, forced f
)

create table platform.event (
  id uuid not null
  type text not null
  payload jsonb not null
  topics text[] not null
  occurred_at timestamp with time zone not null
  person_id uuid not null
  constraint event_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  row security f, forced f
)

create table platform.idempotency (
  person_id uuid not null
  key uuid not null
  endpoint text not null
  body_hash text not null
  reply jsonb not null
  at timestamp with time zone not null
  constraint idempotency_pkey PRIMARY KEY (person_id, key)
  grant DELETE, INSERT, SELECT
  row security f, forced f
)

create table records.access_grant (
  id uuid not null
  patient_id uuid not null
  person_id uuid not null
  consult_id uuid not null
  basis text not null
  scope text not null default 'record-and-images'::text
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  withdrawn_at timestamp with time zone
  granted_by uuid not null
  created_at timestamp with time zone not null
  constraint access_grant_basis_check CHECK ((basis = ANY (ARRAY['emergency-19-1-a'::text, 'written-request'::text, 'other-law'::text])))
  constraint access_grant_check CHECK ((starts_at < ends_at))
  constraint access_grant_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint access_grant_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint access_grant_pkey PRIMARY KEY (id)
  constraint access_grant_scope_check CHECK ((scope = 'record-and-images'::text))
  grant INSERT, SELECT
  index CREATE INDEX access_grant_consult ON records.access_grant USING btree (consult_id)
  index CREATE INDEX access_grant_person ON records.access_grant USING btree (person_id, patient_id)
  policy owner_reads for SELECT to tuyen_owner using true check 
  policy see for ALL to public using (platform.actor_is_system() OR (person_id = platform.actor_person()) OR records.may_see(patient_id)) check (platform.actor_is_system() OR records.may_see(patient_id))
  row security t, forced t
)

create table records.break_glass (
  id uuid not null
  patient_id uuid not null
  person_id uuid not null
  facility_id uuid not null
  reason text not null
  at timestamp with time zone not null
  ends_at timestamp with time zone not null
  reviewed_by uuid
  reviewed_at timestamp with time zone
  verdict text
  review_note text not null default ''::text
  constraint break_glass_check CHECK ((((reviewed_by IS NULL) = (reviewed_at IS NULL)) AND ((reviewed_by IS NULL) = (verdict IS NULL))))
  constraint break_glass_check1 CHECK ((reviewed_by <> person_id))
  constraint break_glass_check2 CHECK (((verdict IS DISTINCT FROM 'not-justified'::text) OR (length(TRIM(BOTH FROM review_note)) > 0)))
  constraint break_glass_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint break_glass_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint break_glass_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint break_glass_pkey PRIMARY KEY (id)
  constraint break_glass_reason_check CHECK ((length(TRIM(BOTH FROM reason)) >= 10))
  constraint break_glass_reviewed_by_fkey FOREIGN KEY (reviewed_by) REFERENCES identity.person(id)
  constraint break_glass_verdict_check CHECK ((verdict = ANY (ARRAY['justified'::text, 'not-justified'::text])))
  grant INSERT, SELECT
  index CREATE INDEX break_glass_open ON records.break_glass USING btree (at) WHERE (reviewed_at IS NULL)
  policy break for INSERT to public using  check platform.actor_is_system()
  policy review for UPDATE to public using records.led(patient_id) check records.led(patient_id)
  policy see for SELECT to public using (platform.actor_is_system() OR (person_id = platform.actor_person()) OR identity.leads(facility_id) OR records.led(patient_id)) check 
  row security t, forced t
)

create table records.care_link (
  patient_id uuid not null
  facility_id uuid not null
  since timestamp with time zone not null
  constraint care_link_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint care_link_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint care_link_pkey PRIMARY KEY (patient_id, facility_id)
  grant INSERT, SELECT
  policy owner_reads for SELECT to tuyen_owner using true check 
  policy see for ALL to public using (platform.actor_is_system() OR (facility_id = ANY (platform.actor_facilities()))) check (platform.actor_is_system() OR (facility_id = ANY (platform.actor_facilities())))
  row security t, forced t
)

create table records.document (
  id uuid not null
  patient_id uuid not null
  kind text not null
  title text not null
  media_type text not null
  bytes bytea not null
  sha256 text not null
  source_kind text not null
  source_id uuid not null
  version integer not null
  filed_by uuid not null
  filed_at timestamp with time zone not null
  constraint document_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint document_pkey PRIMARY KEY (id)
  constraint document_source_kind_source_id_version_key UNIQUE (source_kind, source_id, version)
  grant INSERT, SELECT
  index CREATE INDEX document_patient ON records.document USING btree (patient_id, filed_at DESC)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table records.encounter (
  id uuid not null
  patient_id uuid not null
  facility_id uuid not null
  admission_number text
  department text not null default ''::text
  room text not null default ''::text
  bed text not null default ''::text
  diagnosis text not null default ''::text
  admitted_at timestamp with time zone
  ended_at timestamp with time zone
  created_at timestamp with time zone not null
  reason text not null default ''::text
  constraint encounter_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint encounter_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint encounter_pkey PRIMARY KEY (id)
  grant INSERT, SELECT
  index CREATE INDEX encounter_patient ON records.encounter USING btree (patient_id, created_at DESC)
  index CREATE UNIQUE INDEX encounter_open ON records.encounter USING btree (patient_id, facility_id) WHERE (ended_at IS NULL)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table records.encounter_version (
  id uuid not null default gen_random_uuid()
  encounter_id uuid not null
  patient_id uuid not null
  admission_number text
  department text not null
  room text not null
  bed text not null
  reason text not null
  diagnosis text not null
  admitted_at timestamp with time zone
  ended_at timestamp with time zone
  changed_by uuid not null
  changed_at timestamp with time zone not null
  constraint encounter_version_encounter_id_fkey FOREIGN KEY (encounter_id) REFERENCES records.encounter(id)
  constraint encounter_version_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint encounter_version_pkey PRIMARY KEY (id)
  grant SELECT
  index CREATE INDEX encounter_version_patient ON records.encounter_version USING btree (patient_id, changed_at DESC)
  policy owner_keeps for INSERT to tuyen_owner using  check true
  policy see for SELECT to public using records.may_see(patient_id) check 
  row security t, forced t
)

create table records.legal_hold (
  id uuid not null
  patient_id uuid not null
  reason text not null
  placed_by uuid not null
  placed_at timestamp with time zone not null
  lifted_by uuid
  lifted_at timestamp with time zone
  lift_reason text not null default ''::text
  facility_id uuid not null
  constraint legal_hold_check CHECK (((lifted_by IS NULL) = (lifted_at IS NULL)))
  constraint legal_hold_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint legal_hold_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES identity.person(id)
  constraint legal_hold_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint legal_hold_pkey PRIMARY KEY (id)
  constraint legal_hold_placed_by_fkey FOREIGN KEY (placed_by) REFERENCES identity.person(id)
  constraint legal_hold_reason_check CHECK ((length(TRIM(BOTH FROM reason)) > 0))
  grant INSERT, SELECT
  index CREATE UNIQUE INDEX legal_hold_open ON records.legal_hold USING btree (patient_id, facility_id) WHERE (lifted_at IS NULL)
  policy lift for UPDATE to public using identity.leads(facility_id) check identity.leads(facility_id)
  policy place for INSERT to public using  check (facility_id IN ( SELECT records.led_facilities(legal_hold.patient_id) AS led_facilities))
  policy see for SELECT to public using (( SELECT platform.actor_is_system() AS actor_is_system) OR (facility_id = ANY (platform.actor_facilities())) OR identity.leads(facility_id)) check 
  row security t, forced t
)

create table records.note (
  id uuid not null
  patient_id uuid not null
  kind text not null
  text text not null
  author_id uuid not null
  recorded_at timestamp with time zone not null
  replaces_id uuid
  constraint note_kind_check CHECK ((kind = ANY (ARRAY['history'::text, 'past-history'::text, 'medication'::text, 'allergy'::text, 'condition'::text, 'progress'::text])))
  constraint note_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint note_pkey PRIMARY KEY (id)
  constraint note_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES records.note(id)
  grant INSERT, SELECT
  index CREATE INDEX note_patient ON records.note USING btree (patient_id, recorded_at DESC)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table records.observation (
  id uuid not null
  patient_id uuid not null
  code text not null
  value_number numeric
  value_text text
  unit text not null default ''::text
  is_estimated boolean not null default false
  effective_at timestamp with time zone not null
  recorded_by uuid not null
  recorded_at timestamp with time zone not null
  replaces_id uuid
  reason text not null default ''::text
  constraint observation_check CHECK ((num_nonnulls(value_number, value_text) = 1))
  constraint observation_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint observation_pkey PRIMARY KEY (id)
  constraint observation_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES records.observation(id)
  grant INSERT, SELECT
  index CREATE INDEX observation_patient ON records.observation USING btree (patient_id, code, effective_at DESC)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table records.patient (
  id uuid not null
  full_name text not null
  name_folded text not null
  birth_date date
  birth_year integer
  sex text not null
  is_unknown boolean not null default false
  registered_by uuid not null
  registered_at_facility_id uuid not null
  created_at timestamp with time zone not null
  is_synthetic boolean not null default false
  constraint patient_pkey PRIMARY KEY (id)
  constraint patient_registered_at_facility_id_fkey FOREIGN KEY (registered_at_facility_id) REFERENCES network.facility(id)
  constraint patient_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text, 'unknown'::text])))
  grant INSERT, SELECT
  index CREATE INDEX patient_name ON records.patient USING btree (name_folded)
  policy see for ALL to public using records.may_see(id) check ((registered_by = platform.actor_person()) OR records.may_see(id))
  row security t, forced t
)

create table records.patient_identifier (
  id uuid not null
  patient_id uuid not null
  system text not null
  value text not null
  facility_id uuid not null
  status text not null default 'active'::text
  created_at timestamp with time zone not null
  ended_at timestamp with time zone
  ended_by uuid
  constraint patient_identifier_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint patient_identifier_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint patient_identifier_pkey PRIMARY KEY (id)
  constraint patient_identifier_status_check CHECK ((status = ANY (ARRAY['active'::text, 'replaced'::text, 'cancelled'::text])))
  constraint patient_identifier_system_check CHECK ((system = ANY (ARRAY['personal-id'::text, 'bhyt'::text, 'mrn'::text, 'temporary'::text])))
  grant INSERT, SELECT
  index CREATE INDEX patient_identifier_patient ON records.patient_identifier USING btree (patient_id)
  index CREATE UNIQUE INDEX patient_identifier_active ON records.patient_identifier USING btree (system, value, facility_id) WHERE (status = 'active'::text)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table records.patient_version (
  id uuid not null default gen_random_uuid()
  patient_id uuid not null
  full_name text not null
  birth_date date
  birth_year integer
  sex text not null
  is_unknown boolean not null
  changed_by uuid not null
  changed_at timestamp with time zone not null
  constraint patient_version_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint patient_version_pkey PRIMARY KEY (id)
  grant SELECT
  index CREATE INDEX patient_version_patient ON records.patient_version USING btree (patient_id, changed_at DESC)
  policy owner_keeps for INSERT to tuyen_owner using  check true
  policy see for SELECT to public using records.may_see(patient_id) check 
  row security t, forced t
)

create table records.protection (
  id uuid not null
  patient_id uuid not null
  record_kind text not null
  record_id uuid not null
  category text not null
  flagged_by uuid not null
  flagged_at timestamp with time zone not null
  constraint protection_category_check CHECK ((category = ANY (ARRAY['HIV'::text, 'OST'::text, 'DRUG_TEST'::text, 'PSY'::text, 'ART_DONOR'::text, 'SURROGACY'::text, 'FETAL_SEX'::text, 'TRANSPLANT'::text, 'GENDER_REASSIGN'::text, 'GENETIC'::text, 'DV'::text, 'CHILD_ABUSE'::text])))
  constraint protection_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint protection_pkey PRIMARY KEY (id)
  constraint protection_record_kind_check CHECK ((record_kind = ANY (ARRAY['note'::text, 'observation'::text, 'document'::text, 'encounter'::text])))
  constraint protection_record_kind_record_id_category_key UNIQUE (record_kind, record_id, category)
  grant INSERT, SELECT
  index CREATE INDEX protection_patient ON records.protection USING btree (patient_id)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table records.unlock (
  id uuid not null
  patient_id uuid not null
  person_id uuid not null
  record_kind text not null
  record_id uuid not null
  reason text not null
  unlocked_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  constraint unlock_check CHECK ((unlocked_at < ends_at))
  constraint unlock_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint unlock_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint unlock_pkey PRIMARY KEY (id)
  constraint unlock_reason_check CHECK ((length(TRIM(BOTH FROM reason)) > 0))
  constraint unlock_record_kind_check CHECK ((record_kind = ANY (ARRAY['note'::text, 'observation'::text, 'document'::text, 'encounter'::text])))
  grant INSERT, SELECT
  index CREATE INDEX unlock_person ON records.unlock USING btree (person_id, patient_id)
  policy see for ALL to public using records.may_see(patient_id) check records.may_see(patient_id)
  row security t, forced t
)

create table sessions.participant (
  session_id uuid not null
  person_id uuid not null
  role text not null
  facility_id uuid not null
  invited_at timestamp with time zone not null
  revoked_at timestamp with time zone
  constraint participant_facility_id_fkey FOREIGN KEY (facility_id) REFERENCES network.facility(id)
  constraint participant_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint participant_pkey PRIMARY KEY (session_id, person_id)
  constraint participant_role_check CHECK ((role = ANY (ARRAY['chair'::text, 'secretary'::text, 'expert'::text, 'presenter'::text, 'member'::text])))
  constraint participant_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions.session(id)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX participant_person ON sessions.participant USING btree (person_id)
  policy owner_all for ALL to tuyen_owner using true check true
  policy see for ALL to tuyen_app using sessions.may_enter(session_id) check sessions.may_enter(session_id)
  row security t, forced t
)

create table sessions.presence (
  id uuid not null
  session_id uuid not null
  person_id uuid not null
  joined_at timestamp with time zone not null
  left_at timestamp with time zone
  left_because text
  constraint presence_person_id_fkey FOREIGN KEY (person_id) REFERENCES identity.person(id)
  constraint presence_pkey PRIMARY KEY (id)
  constraint presence_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions.session(id)
  grant INSERT, SELECT, UPDATE
  index CREATE INDEX presence_session ON sessions.presence USING btree (session_id, joined_at)
  policy see for ALL to public using sessions.may_enter(session_id) check sessions.may_enter(session_id)
  row security t, forced t
)

create table sessions.session (
  id uuid not null
  subject_kind text not null
  subject_id uuid not null
  patient_id uuid
  status text not null
  started_at timestamp with time zone
  ended_at timestamp with time zone
  created_at timestamp with time zone not null
  constraint session_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES records.patient(id)
  constraint session_pkey PRIMARY KEY (id)
  constraint session_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'in-progress'::text, 'finished'::text])))
  constraint session_subject_kind_subject_id_key UNIQUE (subject_kind, subject_id)
  grant INSERT, SELECT, UPDATE
  policy owner_all for ALL to tuyen_owner using true check true
  policy see for ALL to tuyen_app using sessions.may_enter(id) check sessions.may_enter(id)
  row security t, forced t
)

CREATE OR REPLACE FUNCTION consults.coordinates(of_facility uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select 1 from identity.role r where r.person_id = platform.actor_person() and r.facility_id = of_facility
    and r.role = 'coordinator' and r.valid_from <= platform.actor_now()
    and (r.valid_to is null or r.valid_to > platform.actor_now())) $function$

CREATE OR REPLACE FUNCTION consults.load_of(facilities uuid[])
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select coalesce(jsonb_object_agg(f, (select count(*) from consults.consult c
    where c.supporting_facility_id = f and c.status in ('requested', 'accepted', 'concluded') and not c.is_drill)), '{}')
  from unnest(facilities) as f $function$

CREATE OR REPLACE FUNCTION consults.next_letter_number(of_facility uuid, of_year integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('letter ' || of_facility, of_year));
  return (select coalesce(max(l.number), 0) + 1 from consults.transfer_letter l
    where l.facility_id = of_facility and l.number_year = of_year);
end $function$

CREATE OR REPLACE FUNCTION consults.pages_missed(of_facility uuid, since timestamp with time zone, until timestamp with time zone)
 RETURNS TABLE(consult_id uuid, person_id uuid, "position" text, specialty text, rings_at timestamp with time zone, over_at timestamp with time zone, answer text, answered_by uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select p.consult_id, p.person_id, p."position", coalesce(k.specialty, c.specialty), p.rings_at,
    case when p.answer is not null then p.answered_at else coalesce(k.accepted_at, c.accepted_at, c.cancelled_at) end,
    p.answer, coalesce(k.accepted_by, c.accepted_by)
  from consults.page p join consults.consult c on c.id = p.consult_id left join consults.call k on k.id = p.call_id
  where p.facility_id = of_facility and p.rings_at >= since and p.rings_at < until and p.rang_at is not null
    and not c.is_drill and coalesce(p.answer, '') not in ('accepted', 'cancelled')
    and coalesce(k.accepted_by, c.accepted_by, '00000000-0000-0000-0000-000000000000') <> p.person_id
    and (p.answer is not null or coalesce(k.accepted_at, c.accepted_at, platform.actor_now()) > p.rings_at)
    and exists (select 1 from identity.role r where r.person_id = platform.actor_person() and r.facility_id = of_facility
      and r.role in ('coordinator', 'leader', 'administrator') and r.valid_from <= platform.actor_now()
      and (r.valid_to is null or r.valid_to > platform.actor_now()))
  order by p.rings_at desc limit 500 $function$

CREATE OR REPLACE FUNCTION consults.runs_elsewhere(of_patient uuid, of_specialty text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select records.may_see(of_patient) and exists (select 1 from consults.consult c
    where c.patient_id = of_patient and c.specialty = of_specialty and c.status in ('requested', 'accepted')) $function$

CREATE OR REPLACE FUNCTION consults.takes_part(of_consult uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return platform.actor_is_system()
    or exists (select 1 from consults.participant p
      where p.consult_id = of_consult and p.person_id = platform.actor_person()
        and p.since <= platform.actor_now() and p.withdrawn_at is null)
    or exists (select 1 from consults.consult c
      where c.id = of_consult
        and (c.asked_by = platform.actor_person() or c.asking_facility_id = any (platform.actor_facilities())
          or (c.status = 'requested'
            and (consults.coordinates(c.supporting_facility_id) or consults.coordinates(c.first_facility_id)))));
end $function$

CREATE OR REPLACE FUNCTION identity.administers(facility uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select 1 from identity.role r
    where r.person_id = platform.actor_person() and r.facility_id = facility and r.role = 'administrator'
      and r.valid_from <= platform.actor_now() and (r.valid_to is null or r.valid_to > platform.actor_now()))
$function$

CREATE OR REPLACE FUNCTION identity.leads(of_facility uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return exists (select 1 from identity.role r
    where r.person_id = platform.actor_person() and r.facility_id = of_facility and r.role = 'leader'
      and r.valid_from <= platform.actor_now() and (r.valid_to is null or r.valid_to > platform.actor_now()));
end $function$

CREATE OR REPLACE FUNCTION imaging.is_image_of(of_instance uuid, of_study uuid, of_patient uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select 1 from imaging.instance i join imaging.study s on s.id = i.study_id
    where i.id = of_instance and s.id = of_study and s.patient_id = of_patient) $function$

CREATE OR REPLACE FUNCTION imaging.keep_match()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if tg_op = 'UPDATE' then
    if old.patient_id is not distinct from new.patient_id then return new; end if;
    if old.patient_id is not null then
      if new.patient_id is not null then raise exception 'a study goes to another patient only after it left the first'; end if;
      if exists (select 1 from imaging.match m where m.study_id = new.id and m.undone_at is null) then
        raise exception 'a study leaves a record only by a match undone with a reason';
      end if;
      return new;
    end if;
  end if;
  if new.patient_id is not null then
    insert into imaging.match (study_id, patient_id, facility_id, matched_by, person_id, matched_at)
      values (new.id, new.patient_id, new.facility_id, new.matched_by, new.match_person_id,
        coalesce(new.matched_at, new.first_arrived_at));
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION imaging.key_image_fits()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if not imaging.is_image_of(new.instance_id, new.study_id, new.patient_id) then
    raise exception 'a key image is kept of an image of a study of its patient';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION imaging.manages_edge(facility uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select platform.actor_is_system() or identity.administers(facility)
$function$

CREATE OR REPLACE FUNCTION imaging.mark_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if new.version > 1 and not exists (
    select 1 from imaging.mark m where m.mark_id = new.mark_id and m.version = new.version - 1
      and m.removed_reason is null and m.study_id = new.study_id and m.patient_id = new.patient_id
      and m.instance_id = new.instance_id and m.frame = new.frame
  ) then raise exception 'a version follows the one before, on the same image, and nothing follows a removal'; end if;
  if new.removed_reason is null and not imaging.is_image_of(new.instance_id, new.study_id, new.patient_id) then
    raise exception 'a mark lies on an image of a study of its patient';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION imaging.sees_edge(edge uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select 1 from imaging.edge e where e.id = edge)
$function$

CREATE OR REPLACE FUNCTION imaging.take_away()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  before text := coalesce(current_setting('tuyen.scope', true), '');
begin
  if imaging.why_kept(new.study_id) is not null then
    raise exception 'what is or was in a record, or is held, is kept';
  end if;
  perform set_config('tuyen.scope', 'system', true);
  update imaging.study set removed_at = new.removed_at,
      study_uid = 'removed:' || id, archive_id = 'removed:' || id, is_complete = true, instance_count = 0, series_count = 0,
      description = '', sent_patient_id = '', sent_patient_name = '', sent_birth_date = '', sent_sex = '', sent_issuer = ''
    where id = new.study_id and facility_id = new.facility_id and patient_id is null and removed_at is null;
  if not found then raise exception 'only a study that waits at this hospital is removed, once'; end if;
  perform set_config('tuyen.scope', before, true);
  return new;
end $function$

CREATE OR REPLACE FUNCTION imaging.undo_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.undone_at is not null or new.undone_at is null then raise exception 'a match is undone once and otherwise stays'; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION imaging.why_kept(of_study uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  before text := coalesce(current_setting('tuyen.scope', true), '');
  why text;
begin
  perform set_config('tuyen.scope', 'system', true);
  select case
    when s.patient_id is not null then 'study-in-a-record'
    when exists (select 1 from imaging.match m where m.study_id = s.id) then 'study-was-in-a-record'
    when exists (select 1 from records.patient_identifier i
      join records.legal_hold h on h.patient_id = i.patient_id and h.lifted_at is null
      where i.facility_id = s.facility_id and i.value = trim(s.sent_patient_id) and i.status = 'active') then 'record-is-held'
  end into why from imaging.study s where s.id = of_study;
  perform set_config('tuyen.scope', before, true);
  return why;
end $function$

CREATE OR REPLACE FUNCTION platform.actor_facilities()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(nullif(current_setting('tuyen.care_facilities', true), ''), '{}')::uuid[] $function$

CREATE OR REPLACE FUNCTION platform.actor_is_system()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(current_setting('tuyen.scope', true), '') = 'system' $function$

CREATE OR REPLACE FUNCTION platform.actor_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(nullif(current_setting('tuyen.now', true), '')::timestamptz, now()) $function$

CREATE OR REPLACE FUNCTION platform.actor_person()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('tuyen.person_id', true), '')::uuid $function$

CREATE OR REPLACE FUNCTION records.keep_encounter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into records.encounter_version (encounter_id, patient_id, admission_number, department, room, bed, reason,
      diagnosis, admitted_at, ended_at, changed_by, changed_at)
    values (old.id, old.patient_id, old.admission_number, old.department, old.room, old.bed, old.reason,
      old.diagnosis, old.admitted_at, old.ended_at, platform.actor_person(), platform.actor_now());
  return new;
end $function$

CREATE OR REPLACE FUNCTION records.keep_patient()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into records.patient_version (patient_id, full_name, birth_date, birth_year, sex, is_unknown, changed_by, changed_at)
    values (old.id, old.full_name, old.birth_date, old.birth_year, old.sex, old.is_unknown,
      coalesce(platform.actor_person(), '00000000-0000-0000-0000-000000000000'), platform.actor_now());
  return new;
end $function$

CREATE OR REPLACE FUNCTION records.leads_at(of_facility uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select identity.leads(of_facility) $function$

CREATE OR REPLACE FUNCTION records.led(of_patient uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return exists (select 1 from records.care_link c where c.patient_id = of_patient and identity.leads(c.facility_id));
end $function$

CREATE OR REPLACE FUNCTION records.led_facilities(of_patient uuid)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return query select c.facility_id from records.care_link c
    where c.patient_id = of_patient and identity.leads(c.facility_id);
end $function$

CREATE OR REPLACE FUNCTION records.may_see(of_patient uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return platform.actor_is_system()
    or exists (select 1 from records.care_link c
      where c.patient_id = of_patient and c.facility_id = any (platform.actor_facilities()))
    or exists (select 1 from records.access_grant g
      where g.patient_id = of_patient and g.person_id = platform.actor_person()
        and g.starts_at <= platform.actor_now() and g.ends_at > platform.actor_now() and g.withdrawn_at is null);
end $function$

CREATE OR REPLACE FUNCTION sessions.invite(into_session uuid, who uuid, as_role text, for_facility uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into sessions.participant (session_id, person_id, role, facility_id, invited_at)
    values (into_session, who, as_role, for_facility, platform.actor_now())
    on conflict (session_id, person_id) do update set role = excluded.role, revoked_at = null;
end $function$

CREATE OR REPLACE FUNCTION sessions.may_enter(of_session uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  return platform.actor_is_system() or exists (select 1 from sessions.participant p
    where p.session_id = of_session and p.person_id = platform.actor_person() and p.revoked_at is null);
end $function$

CREATE OR REPLACE FUNCTION sessions.open_room(new_id uuid, of_kind text, of_subject uuid, of_patient uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into sessions.session (id, subject_kind, subject_id, patient_id, status, created_at)
    values (new_id, of_kind, of_subject, of_patient, 'planned', platform.actor_now())
    on conflict (subject_kind, subject_id) do nothing;
  return (select id from sessions.session where subject_kind = of_kind and subject_id = of_subject);
end $function$
