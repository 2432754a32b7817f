import type { Tx } from '#platform/server/db.ts'
import { dateOf } from './facility-row.ts'

/** The hospital that stands in for one in a specialty today, or null. */
export async function backupFor(tx: Tx, facilityId: string, specialty: string, now: Date): Promise<string | null> {
  const today = dateOf(now)
  const row = await tx
    .selectFrom('network.backup')
    .select('backup_facility_id')
    .where('facility_id', '=', facilityId)
    .where('specialty', '=', specialty)
    .where('valid_from', '<=', today)
    .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>', today)]))
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.backup_facility_id ?? null
}

/** The facilities that can do something today, such as `thrombectomy`. */
export async function whoCan(tx: Tx, capability: string, now: Date): Promise<Set<string>> {
  const today = dateOf(now)
  const rows = await tx
    .selectFrom('network.capability')
    .select('facility_id')
    .where('code', '=', capability)
    .where('valid_from', '<=', today)
    .where((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>', today)]))
    .execute()
  return new Set(rows.map((row) => row.facility_id))
}

const earthRadiusKm = 6371
const radians = (degrees: number): number => (degrees * Math.PI) / 180

type Place = { latitude: number; longitude: number }

/** The distance over the ground in kilometres, as the crow flies (haversine, mean earth radius 6371 km). */
export function kilometresBetween(one: Place, other: Place): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const a =
    half(one.latitude, other.latitude) +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * half(one.longitude, other.longitude)
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(a))
}

/** How far facilities are from one, in kilometres; those whose place nobody has entered are absent. */
export async function distancesKm(tx: Tx, fromId: string, toIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('network.facility')
    .select(['id', 'latitude', 'longitude'])
    .where('id', 'in', [fromId, ...toIds])
    .execute()
  const places = new Map(
    rows.flatMap(({ id, latitude, longitude }) =>
      latitude === null || longitude === null ? [] : [[id, { latitude, longitude }] as const],
    ),
  )
  const from = places.get(fromId)
  if (!from) return new Map()
  return new Map(
    toIds.flatMap((id) => {
      const to = places.get(id)
      return to ? [[id, kilometresBetween(from, to)] as const] : []
    }),
  )
}
