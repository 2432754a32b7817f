import type { DatabaseSync } from 'node:sqlite'

const schema = `create table if not exists commitment (
  id integer primary key, asked text not null, asked_at integer not null, tries integer not null default 0
) strict`

/** A request for commitment that is not answered. */
export type CommitmentRow = { id: number; text: string; askedAt: number; tries: number }

/** The requests for commitment in the index of the spool. */
export class CommitmentRows {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
    database.exec(schema)
  }

  /** Remembers a request; it is on the disk when this returns. */
  add(text: string, at: number): void {
    this.#database.prepare('insert into commitment (asked, asked_at) values (?, ?)').run(text, at)
  }

  /** All that are not answered, the oldest first. */
  list(): CommitmentRow[] {
    const rows = this.#database.prepare('select * from commitment order by id').all()
    return rows.map((row) => ({
      id: Number(row['id']),
      text: String(row['asked']),
      askedAt: Number(row['asked_at']),
      tries: Number(row['tries']),
    }))
  }

  tried(id: number): void {
    this.#database.prepare('update commitment set tries = tries + 1 where id = ?').run(id)
  }

  end(id: number): void {
    this.#database.prepare('delete from commitment where id = ?').run(id)
  }
}
