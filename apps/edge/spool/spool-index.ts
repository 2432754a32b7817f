import { DatabaseSync } from 'node:sqlite'
import { CommitmentRows } from './commitment-rows.ts'
import { type Kept, keptOf, type ObjectState, type Row, type StudyCount, stateOf, studyOf } from './spool-rows.ts'

const schema = `
create table if not exists object (
  id text primary key,
  instance_uid text not null, sop_class_uid text not null, study_uid text not null, series_uid text not null,
  transfer_syntax_uid text not null, modality text not null, instance_number integer not null,
  has_pixels integer not null, patient_mark text not null, calling_aet text not null, called_aet text not null,
  sha256 text not null, bytes integer not null, received_at integer not null,
  state text not null, problem text, ended_at integer,
  -- 0 goes before 1; among equals what lies nearer to the middle of its series
  rank integer not null default 1, distance integer not null default 0,
  unique (instance_uid, sha256)
) strict;
create index if not exists object_state on object (state, study_uid);
create index if not exists object_study on object (study_uid);
create index if not exists object_series on object (series_uid);
create table if not exists study (
  study_uid text primary key, patient_mark text not null, modality text not null,
  first_received_at integer not null, last_received_at integer not null,
  -- urgent because of the name that it was sent to, or because the hub says so
  is_urgent_here integer not null default 0, is_urgent_there integer not null default 0,
  is_urgent integer generated always as (max(is_urgent_here, is_urgent_there)) stored,
  ranked_at integer not null default 0
) strict;
`

const columns = [
  ...['id', 'instance_uid', 'sop_class_uid', 'study_uid', 'series_uid', 'transfer_syntax_uid', 'modality'],
  ...['instance_number', 'has_pixels', 'patient_mark', 'calling_aet', 'called_aet', 'sha256', 'bytes', 'received_at'],
]

/** The index of the spool: SQLite in one file, each change on the disk when it returns. */
export class SpoolIndex {
  readonly database: DatabaseSync
  readonly commitments: CommitmentRows

  /** Opens or makes the index. Throws when the file is damaged. */
  constructor(path: string) {
    this.database = new DatabaseSync(path)
    this.database.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000; pragma wal_autocheckpoint = 100',
    )
    const [check] = this.#all('pragma quick_check')
    if (check?.['quick_check'] !== 'ok') throw new Error('the index is damaged')
    this.database.exec(schema)
    this.commitments = new CommitmentRows(this.database)
  }

  /** Writes an object that is on the disk; false when the same object is there already. */
  add(kept: Kept, state: ObjectState, isUrgent: boolean): boolean {
    this.database.exec('begin immediate')
    try {
      const { changes } = this.#run(
        `insert into object (${columns.join(', ')}, state) values (${columns.map(() => '?').join(', ')}, ?)
         on conflict (instance_uid, sha256) do nothing`,
        ...[kept.id, kept.instanceUid, kept.sopClassUid, kept.studyUid, kept.seriesUid, kept.transferSyntaxUid],
        ...[kept.modality, kept.instanceNumber, Number(kept.hasPixels), kept.patientMark, kept.callingAet],
        ...[kept.calledAet, kept.sha256, kept.bytes, kept.receivedAt, state],
      )
      if (changes > 0) this.#touchStudy(kept, isUrgent)
      this.database.exec('commit')
      return changes > 0
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('rollback')
      throw error
    }
  }

  #touchStudy(kept: Kept, isUrgent: boolean): void {
    // until the whole of a series is here, its first object goes first
    this.#run(
      `update object set rank = 0 where id = ? and not exists
         (select 1 from object o where o.series_uid = object.series_uid and o.id <> object.id)`,
      kept.id,
    )
    this.#run(
      `insert into study (study_uid, patient_mark, modality, first_received_at, last_received_at, is_urgent_here)
       values (?, ?, ?, ?, ?, ?) on conflict (study_uid) do update set last_received_at = excluded.last_received_at,
         is_urgent_here = max(is_urgent_here, excluded.is_urgent_here)`,
      ...[kept.studyUid, kept.patientMark, kept.modality, kept.receivedAt, kept.receivedAt, Number(isUrgent)],
    )
  }

  /** The next objects to send: urgent ones first, then those that show most, then what came first. */
  next(most: number): (Kept & { isUrgent: boolean; isFirst: boolean })[] {
    return this.#all(
      `select o.*, s.is_urgent as study_is_urgent from object o join study s on s.study_uid = o.study_uid
       where o.state = 'waiting'
       order by s.is_urgent desc, o.rank, s.first_received_at, o.distance, o.received_at, o.id limit ?`,
      most,
    ).map((row) => ({
      ...keptOf(row),
      isUrgent: row['study_is_urgent'] === 1,
      isFirst: row['has_pixels'] === 1 && row['rank'] === 0 && row['distance'] === 0,
    }))
  }

  /** True while something urgent waits. */
  hasUrgent(): boolean {
    const rows = this.#all(
      `select 1 from study s where s.is_urgent = 1
         and exists (select 1 from object o where o.study_uid = s.study_uid and o.state = 'waiting') limit 1`,
    )
    return rows.length > 0
  }

  /** Makes the studies of these patients urgent, and those no longer that the hub named before; true when any changed. */
  setUrgent(patientMarks: readonly string[]): boolean {
    const { changes } = this.#run(
      `update study set is_urgent_there = 1 - is_urgent_there
       where (patient_mark in (select value from json_each(?))) <> is_urgent_there`,
      JSON.stringify(patientMarks.filter((mark) => mark !== '')),
    )
    return changes > 0
  }

  /** Studies that got objects since they were ranked, and none after a moment. */
  unranked(quietSince: number): string[] {
    return this.#all(
      'select study_uid from study where ranked_at < last_received_at and last_received_at <= ? limit 20',
      quietSince,
    ).map((row) => String(row['study_uid']))
  }

  /** The objects of a study that wait or went, in no order. */
  objectsOf(studyUid: string): Kept[] {
    return this.#all('select * from object where study_uid = ?', studyUid).map(keptOf)
  }

  /** Writes in which order the objects of a study go. */
  rank(studyUid: string, ranks: ReadonlyMap<string, { rank: number; distance: number }>, at: number): void {
    this.database.exec('begin immediate')
    try {
      for (const [id, { rank, distance }] of ranks)
        this.#run('update object set rank = ?, distance = ? where id = ?', rank, distance, id)
      this.#run('update study set ranked_at = ? where study_uid = ?', at, studyUid)
      this.database.exec('commit')
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('rollback')
      throw error
    }
  }

  /** The objects that bear a UID. */
  withUid(instanceUid: string): { id: string; sha256: string; state: ObjectState }[] {
    return this.#all('select id, sha256, state from object where instance_uid = ?', instanceUid).map((row) => ({
      id: String(row['id']),
      sha256: String(row['sha256']),
      state: stateOf(row),
    }))
  }

  /** One object; null when it is not known. */
  find(id: string): (Kept & { state: ObjectState }) | null {
    const [row] = this.#all('select * from object where id = ?', id)
    return row ? { ...keptOf(row), state: stateOf(row) } : null
  }

  /** Ids and states of all objects whose file should or may be there. */
  ids(): Map<string, ObjectState> {
    return new Map(this.#all('select id, state from object').map((row) => [String(row['id']), stateOf(row)]))
  }

  /** Says what became of an object. */
  settle(id: string, state: ObjectState, at: number, problem: string | null = null): void {
    this.#run('update object set state = ?, problem = ?, ended_at = ? where id = ?', state, problem, at, id)
  }

  /** Drops the record of an object whose file was lost and which came again. */
  forget(id: string): void {
    this.#run('delete from object where id = ?', id)
  }

  /** Bytes on the disk and objects that wait, and since when the oldest does. */
  totals(): { bytes: number; waiting: number; held: number; oldestWaitingAt: number | null } {
    const [row] = this.#all(
      `select coalesce(sum(bytes) filter (where state <> 'sent'), 0) as bytes,
         count(*) filter (where state = 'waiting') as waiting,
         count(*) filter (where state in ('apart', 'refused', 'damaged')) as held,
         min(received_at) filter (where state = 'waiting') as oldest
       from object where state <> 'sent'`,
    )
    const oldest = row?.['oldest']
    return {
      bytes: Number(row?.['bytes'] ?? 0),
      waiting: Number(row?.['waiting'] ?? 0),
      held: Number(row?.['held'] ?? 0),
      oldestWaitingAt: typeof oldest === 'number' ? oldest : null,
    }
  }

  /** The studies that something is owed to or that changed since a moment, newest first. */
  studies(since: number, most: number): StudyCount[] {
    return this.#all(
      `select s.*, count(o.id) as received, count(*) filter (where o.state = 'sent') as sent,
         count(*) filter (where o.state in ('apart', 'refused', 'damaged')) as held, max(coalesce(o.ended_at, 0)) as ended
       from study s join object o on o.study_uid = s.study_uid
       group by s.study_uid having max(s.last_received_at, ended) >= ? or count(*) filter (where o.state = 'waiting') > 0
       order by s.is_urgent desc, s.last_received_at desc limit ?`,
      ...[since, most],
    ).map(studyOf)
  }

  /** Forgets what was sent before a moment, and the studies of which nothing is left. */
  forgetSentBefore(moment: number): void {
    this.#run("delete from object where state = 'sent' and ended_at < ?", moment)
    this.#run('delete from study where not exists (select 1 from object o where o.study_uid = study.study_uid)')
  }

  /** Objects that are kept and not sent by themselves, and why. */
  heldObjects(): { id: string; studyUid: string; instanceUid: string; state: ObjectState; problem: string }[] {
    return this.#all("select * from object where state in ('apart', 'refused', 'damaged') order by received_at").map(
      (row) => ({
        ...{ id: String(row['id']), studyUid: String(row['study_uid']), instanceUid: String(row['instance_uid']) },
        ...{ state: stateOf(row), problem: typeof row['problem'] === 'string' ? row['problem'] : '' },
      }),
    )
  }

  /** True when something of a study is here or was. */
  hasStudy(studyUid: string): boolean {
    return this.#all('select 1 from study where study_uid = ?', studyUid).length > 0
  }

  /** What has become of the objects with a UID and class. */
  statesOf(instanceUid: string, sopClassUid: string): ObjectState[] {
    return this.#all(
      'select state from object where instance_uid = ? and sop_class_uid = ?',
      ...[instanceUid, sopClassUid],
    ).map(stateOf)
  }

  close(): void {
    this.database.close()
  }

  #run(text: string, ...values: (string | number | null)[]): { changes: number } {
    return { changes: Number(this.database.prepare(text).run(...values).changes) }
  }

  #all(text: string, ...values: (string | number | null)[]): Row[] {
    return this.database.prepare(text).all(...values)
  }
}
