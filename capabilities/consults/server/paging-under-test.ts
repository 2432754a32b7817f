import type { Id } from '#platform/contract/id.ts'
import type { Channel, Message, Sent, Target } from '#platform/server/channels/channel.ts'
import { outsideChannels } from '#platform/server/channels/open-channels.ts'
import { newId } from '#platform/server/new-id.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { acceptConsult } from './accept-consult.ts'
import { climbLadders } from './climb-ladders.ts'
import { DeliveryLane } from './deliver.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { getConsult } from './get-consult.ts'
import { getDesk } from './get-desk.ts'
import { planDeliveries } from './plan-deliveries.ts'

/** An emergency with a backup hospital and a leader on duty; the tests of one file share it. */
export const scene = {} as {
  world: World
  here: Emergency
  backup: string
  standIn: string
  leader: string
  consultId: Id<'consult'>
}

const day = ['2026-11-22T00:00:00Z', '2026-11-24T00:00:00Z'] as const

/** Puts a new person on duty. */
export const onDuty = async (
  facility: string,
  position: string,
  specialty: string | null = 'stroke',
  role = 'doctor',
) => {
  const person = await scene.world.person(facility, role, specialty)
  await scene.world.sql(
    `insert into identity.duty_shift (id, facility_id, specialty, position, person_id, starts_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), facility, specialty, position, person, ...day],
  )
  return person
}
/** Gives a person a telephone. */
export const phoneOf = async (person: string, phone: string) =>
  await scene.world.sql('update identity.person set phone = $2 where id = $1', [person, phone])
/** Gives a person a browser that takes web push. */
export const pushOf = async (person: string, name: string) =>
  await scene.world.sql(
    `insert into identity.push_subscription (person_id, device_id, label, endpoint, p256dh, auth, created_at)
     values ($1, gen_random_uuid(), $2, $3, 'k', 'a', now())`,
    [person, name, `https://push.example/${name}`],
  )
/** Whether the emergency rings for a person now. */
export const ringsFor = async (person: string) =>
  (await scene.world.as(person, async (tx, actor) => await getDesk(tx, actor))).ringing.some(
    (each) => each.id === scene.consultId,
  )
/** The case as a person reads it. */
export const read = async (person: string) =>
  await scene.world.as(person, async (tx, actor) => await getConsult(tx, actor, { consultId: scene.consultId }))
/** Lets the worker do what is due. */
export const climb = async () =>
  await scene.world.asSystem(async (tx, actor) => {
    await climbLadders(tx, actor)
    await planDeliveries(tx, actor)
  })
/** A person accepts, on a telephone. */
export const accept = async (person: string) =>
  await scene.world.as(
    person,
    async (tx, actor) => await acceptConsult(tx, actor, { consultId: scene.consultId, device: 'Android' }),
  )

type Letter = { kind: string; message: Message; target: Target }

/** Channels that keep what they were given; what they answer is up to the test. */
export function openPost(answer: (letter: Letter) => Sent = () => ({ is: 'sent' })) {
  const letters: Letter[] = []
  const channel = (kind: string): Channel => ({
    atOnce: 50,
    send: async (message, target) => {
      const letter = { kind, message, target }
      letters.push(letter)
      return await Promise.resolve(answer(letter))
    },
  })
  const channels = { push: channel('push'), sms: channel('sms'), voice: channel('voice') }
  const post = { channels, publicUrl: 'https://tuyen.example' }
  const deliver = async () => {
    for (const kind of outsideChannels) {
      const lane = new DeliveryLane(scene.world.house, post, kind)
      while (await lane.take());
      await lane.settle()
    }
  }
  return { letters, deliver }
}

/** Opens the world of a file; call it before its tests, and `scene.world.close()` after. */
export async function openScene(): Promise<void> {
  scene.world = await createWorld()
}

/** A fresh emergency that rings for the first on duty. */
export async function ringAnew(): Promise<void> {
  const { world } = scene
  await world.sql("update consults.consult set status = 'cancelled' where status <> 'cancelled'")
  await world.sql('delete from consults.delivery')
  scene.here = await arrangeEmergency(world)
  scene.leader = await onDuty(scene.here.supporting, 'leader', null)
  scene.backup = await world.facility('Việt Đức')
  scene.standIn = await onDuty(scene.backup, 'first')
  await world.sql(
    `insert into network.backup (facility_id, specialty, backup_facility_id, valid_from) values ($1, 'stroke', $2, '2021-01-01')`,
    [scene.here.supporting, scene.backup],
  )
  scene.consultId = await scene.here.ask()
}
