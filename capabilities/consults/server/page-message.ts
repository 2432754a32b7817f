import type { Message } from '#platform/server/channels/channel.ts'

type Names = ReadonlyMap<string, { vi: string; en: string }>
type Paged = { id: string; specialty: string; is_drill: boolean; receipt_token: string }

/** What may stand on a locked screen: urgency and specialty, no patient, no hospital, no question. Vietnamese. */
export function messageOf(paged: Paged, { publicUrl, names }: { publicUrl: string; names: Names }): Message {
  const specialty = names.get(paged.specialty)?.vi ?? paged.specialty
  const home = publicUrl.replace(/\/$/, '')
  return {
    id: paged.id,
    title: `${paged.is_drill ? '[DIỄN TẬP] ' : ''}CẤP CỨU · ${specialty}`,
    text: 'Kíp trực được gọi. Mở Tuyến để tiếp nhận hoặc chuyển người kế.',
    url: `${home}/`,
    language: 'vi',
    receiptUrl: `${home}/api/deliveries/${paged.id}/receipts/${paged.receipt_token}`,
    isUrgent: true,
  }
}
