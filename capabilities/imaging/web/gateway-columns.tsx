import { whenText } from '#platform/web/i18n/time.ts'
import type { Say } from '#platform/web/i18n/words.ts'
import { Chip } from '#platform/web/ui/pieces.tsx'
import type { Column } from '#platform/web/ui/table.tsx'
import type { EdgeStudy } from '../contract/edges.ts'
import type { gatewayWords } from './gateway-words.ts'

type Options = { t: Say<(typeof gatewayWords)['words']>; now: number }

/** What the list of a gateway's studies shows of each: what it is, since when it comes, how much is at the hub. */
export const gatewayColumns = ({ t, now }: Options): Column<EdgeStudy>[] => [
  {
    key: 'study',
    head: t('study'),
    cell: (study) => (
      <>
        {study.modality || '—'}{' '}
        {study.isUrgent ? (
          // red is for what is an emergency now: it is none any more when all of it is there
          <Chip kind={study.sent < study.received ? 'critical' : 'soft'}>{t('urgent')}</Chip>
        ) : null}
      </>
    ),
  },
  {
    key: 'received',
    head: t('received'),
    cell: (study) => <span className="figure">{whenText(study.firstReceivedAt, now)}</span>,
  },
  {
    key: 'sent',
    head: t('sent'),
    cell: (study) => <span className="figure">{t('sentOf', { sent: study.sent, all: study.received })}</span>,
  },
]
