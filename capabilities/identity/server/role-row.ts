import type { Id } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/db.ts'
import type { HeldRole, RoleName } from '../contract.ts'

/** The roles that run now, of anybody; the caller narrows. */
export const heldNow = (tx: Tx, now: Date) =>
  tx
    .selectFrom('identity.role')
    .where('valid_from', '<=', now)
    .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>', now)]))

type Row = { facility_id: string; role: string; specialty: string | null; department: string }

/** A row of identity.role with the name of its facility. */
export const heldRoleOf = (row: Row, names: ReadonlyMap<string, { name: string }>): HeldRole => ({
  facilityId: row.facility_id as Id<'facility'>,
  facilityName: names.get(row.facility_id)?.name ?? '',
  // the table's CHECK allows exactly these roles
  role: row.role as RoleName,
  specialty: row.specialty,
  department: row.department,
})
