import type { Hint } from '#platform/contract/event.ts'
import type { Actor } from '#platform/server/actor.ts'
import type { Database } from '#platform/server/db.ts'
import type { Identify } from '#platform/server/serve.ts'
import type { Auth } from './auth.ts'

const rememberMs = 5_000
const maxRemembered = 20_000

type Remembered = { actor: Actor | null; until: number }
type Options = { mustHaveTotp: boolean }

const rolesThatTouchPatients = ['doctor', 'nurse', 'technician', 'coordinator', 'administrator', 'leader']

/**
 * Finds who asks: the session from the cookie, the roles held now. Remembered for five seconds, forgotten at once
 * when the session ends or the roles change. Whoever must have TOTP and has none yet, or has a password that was handed over, holds no role.
 */
export class SessionReader {
  readonly #auth: Auth
  readonly #db: Database
  readonly #options: Options
  readonly #remembered = new Map<string, Remembered>()
  #generation = 0

  constructor(auth: Auth, db: Database, options: Options) {
    this.#auth = auth
    this.#db = db
    this.#options = options
  }

  readonly identify: Identify = async (headers, now) => {
    const cookie = headers.get('cookie')
    if (!cookie?.includes('tuyen.session_token')) return null
    const known = this.#remembered.get(cookie)
    if (known && known.until > Date.now()) return known.actor && { ...known.actor, now }
    const generation = this.#generation
    const actor = await this.#read(headers, now)
    // what was read while something changed may be from before it
    if (generation !== this.#generation) return actor
    if (this.#remembered.size > maxRemembered) this.#remembered.clear()
    this.#remembered.set(cookie, { actor, until: Date.now() + rememberMs })
    return actor
  }

  /** Forgets what a hint says has changed. */
  forget(hints: readonly Hint[]): void {
    if (!hints.some((hint) => hint.type === 'session-ended' || hint.type === 'access-changed')) return
    this.#remembered.clear()
    this.#generation += 1
  }

  async #read(headers: Headers, now: Date): Promise<Actor | null> {
    const session = await this.#auth.readSession(headers)
    if (!session) return null
    const { personId, sessionId } = session
    const person = await this.#db
      .selectFrom('identity.person')
      .select(['disabled_at', 'must_change_password'])
      .where('id', '=', personId)
      .executeTakeFirst()
    if (!person || person.disabled_at) return null
    const rows = await this.#db
      .selectFrom('identity.role')
      .select(['facility_id', 'role', 'specialty'])
      .where('person_id', '=', personId)
      .where('valid_from', '<=', now)
      .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>', now)]))
      .execute()
    const isHeldBack =
      person.must_change_password ||
      (this.#options.mustHaveTotp && !session.hasTotp && rows.some((row) => rolesThatTouchPatients.includes(row.role)))
    return {
      kind: 'person',
      personId,
      name: '',
      sessionId,
      now,
      roles: isHeldBack
        ? []
        : rows.map((row) => ({ facilityId: row.facility_id, role: row.role, specialty: row.specialty })),
    }
  }
}
