import { whenText } from '#platform/web/i18n/time.ts'
import type { Say } from '#platform/web/i18n/words.ts'
import type { TransferSummary } from '../contract/transfer.ts'
import type { transferWords } from './transfer-words.ts'

/** Says words of transfers. */
export type SayTransfer = Say<(typeof transferWords)['words']>

/** Where a transfer stands and since when, with the reason when it ended otherwise. */
export function transferState(transfer: TransferSummary, now: number, t: SayTransfer): string {
  const at = {
    requested: transfer.requestedAt,
    'bed-confirmed': transfer.answeredAt,
    departed: transfer.departedAt,
    arrived: transfer.arrivedAt,
    refused: transfer.answeredAt,
    cancelled: transfer.cancelledAt,
  }[transfer.status]
  const said = t(transfer.status, { time: at ? whenText(at, now) : '' })
  const { refusalReason, cancelReason } = transfer
  const why = refusalReason ?? (cancelReason === 'died' ? t('died') : cancelReason)
  return why ? `${said}: ${why}` : said
}
