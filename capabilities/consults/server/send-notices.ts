import { systemActor } from '#platform/server/actor.ts'
import type { Message, Sent, Target } from '#platform/server/channels/channel.ts'
import type { Channels } from '#platform/server/channels/open-channels.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import { forgetGone, type NoticeTried, noteNotice, type TakenNotice, takeNotices } from './due-notices.ts'
import type { NoticeKind } from './plan-notices.ts'

/** So few leave in one round that they stand in nobody's way. */
const mostAtOnce = 20

/** The channels that carry notices; a telephone is for emergencies alone. */
export type NoticePost = { channels: Pick<Channels, 'push' | 'email'>; publicUrl: string }

// what may stand on a locked screen: no patient, no hospital, no question, no name of a case
const texts: Record<NoticeKind, { title: string; text: string }> = {
  allocated: { title: 'Một đề nghị hội chẩn được giao', text: 'Mở Tuyến để nhận hoặc chuyển người khác.' },
  answered: { title: 'Đề nghị hội chẩn đã có trả lời', text: 'Mở Tuyến để đọc.' },
  'outcome-late': { title: 'Kết quả điều trị chưa báo', text: 'Có nơi đang chờ kết quả. Mở Tuyến, mục Còn nợ.' },
  signature: { title: 'Biên bản hội chẩn chờ chữ ký', text: 'Mở Tuyến, mục Còn nợ.' },
}

/** Sends the notices that are due, a few at a time and one after the other. Gives how many were taken. */
export async function sendNotices(house: House, post: NoticePost): Promise<number> {
  const actor = () => systemActor('send-notices', house.clock.now())
  const taken = await inTransaction(house, actor(), async (tx) => await takeNotices(tx, actor(), mostAtOnce))
  for (const each of taken) {
    const { tried, gone } = await sendOne(post, each)
    await inTransaction(house, actor(), async (tx) => {
      await noteNotice(tx, actor(), each, tried)
      await forgetGone(tx, actor(), gone)
    })
  }
  return taken.length
}

type Gone = Parameters<typeof forgetGone>[2]

/** To each browser of the person; by e-mail when none takes it. */
async function sendOne(post: NoticePost, each: TakenNotice): Promise<{ tried: NoticeTried; gone: Gone }> {
  const { push, email } = post.channels
  const message = messageOf(each, post.publicUrl)
  const gone: { personId: string; deviceId: string }[] = []
  const tries: Sent[] = []
  const browsers = push ? (each.reach?.pushes ?? []) : []
  for (const { deviceId, endpoint, p256dh, auth } of browsers) {
    const sent = await attempt(push, message, { kind: 'push', endpoint, p256dh, auth })
    if (sent.is === 'gone') gone.push({ personId: each.person_id, deviceId })
    tries.push(sent)
  }
  if (tries.some((sent) => sent.is === 'sent')) return { tried: { is: 'sent', channel: 'push' }, gone }
  if (email && each.reach) {
    const sent = await attempt(email, message, { kind: 'email', address: each.reach.email })
    if (sent.is === 'sent') return { tried: { is: 'sent', channel: 'email' }, gone }
    tries.push(sent)
  }
  const again = tries.find((sent) => sent.is === 'failed')
  return { tried: again ?? { is: 'gone', reason: 'no-channel' }, gone }
}

const attempt = async (channel: NoticePost['channels']['push'], message: Message, target: Target): Promise<Sent> =>
  (await channel?.send(message, target, () => true).catch((): Sent => ({ is: 'failed', reason: 'fault' }))) ?? {
    is: 'gone',
    reason: 'no-channel',
  }

function messageOf(each: TakenNotice, publicUrl: string): Message {
  const home = publicUrl.replace(/\/$/, '')
  // nobody waits for the receipt of a notice
  return { id: each.id, ...texts[each.kind], url: `${home}/`, language: 'vi', receiptUrl: '', isUrgent: false }
}
