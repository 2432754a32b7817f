import type { NoticeSetting } from '#capabilities/identity/contract/notices.ts'
import { setNoticeSetting } from '#capabilities/identity/server/notice-setting.ts'
import type { Id } from '#platform/contract/id.ts'
import type { Channel, Message, Sent, Target } from '#platform/server/channels/channel.ts'
import type { World } from '#platform/test/world.ts'
import { askConsult } from './ask-consult.ts'
import type { Emergency } from './emergency-under-test.ts'
import { sendNotices } from './send-notices.ts'

/** Quiet every night. */
export const everyNight = { from: '21:00', to: '06:00', weekdays: [1, 2, 3, 4, 5, 6, 7] }

/** What left, and a round of the lane of notices; what the channels answer is up to the test. */
export function noticePost(world: World, answer: (target: Target) => Sent = () => ({ is: 'sent' })) {
  const letters: { message: Message; target: Target }[] = []
  const channel: Channel = {
    atOnce: 50,
    send: async (message, target) => {
      letters.push({ message, target })
      return await Promise.resolve(answer(target))
    },
  }
  const post = { channels: { push: channel, email: channel }, publicUrl: 'https://tuyen.example/' }
  const send = async () => await sendNotices(world.house, post)
  return { letters, send, post }
}

/** Sets how a person wants to hear of what is no emergency. */
export const settle = async (world: World, person: string, setting: NoticeSetting) =>
  await world.as(person, async (tx, actor) => await setNoticeSetting(tx, actor, setting))

/** A planned request of the asker. */
export async function askPlanned(world: World, here: Emergency): Promise<Id<'consult'>> {
  const question = { summary: 'NIHSS 2', done: 'CLVT bình thường', question: 'Dự phòng thế nào?', wanted: 'Thuốc' }
  const wanted = { pathway: 'stroke', urgency: 'routine' as const, intendedAction: 'transfer' as const, question }
  const of = { facilityId: here.asking as Id<'facility'>, patientId: here.patientId as Id<'patient'> }
  const answer = await world.as(
    here.asker,
    async (tx, actor) => await askConsult(tx, actor, { ...wanted, ...of, isDespiteRunning: false }),
  )
  if (answer.is !== 'asked') throw new Error('the request was not taken')
  return answer.consultId
}
