import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Empty, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Edge } from '../contract/edges.ts'
import { GatewayCard } from './gateway-card.tsx'
import { gatewaysQuery } from './gateway-queries.ts'
import { gatewayWords } from './gateway-words.ts'
import style from './gateways.module.css'
import { NewGatewayDialog } from './new-gateway-dialog.tsx'
import { RevokeGatewayDialog } from './revoke-gateway-dialog.tsx'

const quarterMinute = 15_000

/** The gateways of a facility: when each was last heard, what it holds and sends; administrators add and revoke. */
export function GatewaysPanel({ facilityId, mayManage }: { facilityId: string; mayManage: boolean }) {
  const t = useWords(gatewayWords)
  const now = useNow(quarterMinute)
  const gateways = useQuery(gatewaysQuery(facilityId))
  const problem = useProblem(gateways.error)
  const [isAdding, setIsAdding] = useState(false)
  const [revoking, setRevoking] = useState<Edge | null>(null)
  return (
    <Panel
      title={t('gateways')}
      aside={mayManage ? <Button onPress={() => setIsAdding(true)}>{t('add')}</Button> : null}
    >
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {gateways.isPending && !problem ? <Waiting>{t('loading')}</Waiting> : null}
      {gateways.data?.length === 0 ? <Empty>{t(mayManage ? 'none' : 'noneReadOnly')}</Empty> : null}
      <ul className={style['gateways']}>
        {gateways.data?.map((gateway) => (
          <li key={gateway.id}>
            <GatewayCard gateway={gateway} now={now} onRevoke={mayManage ? () => setRevoking(gateway) : null} />
          </li>
        ))}
      </ul>
      {isAdding ? <NewGatewayDialog facilityId={facilityId} onClose={() => setIsAdding(false)} /> : null}
      {revoking ? (
        <RevokeGatewayDialog facilityId={facilityId} gateway={revoking} onClose={() => setRevoking(null)} />
      ) : null}
    </Panel>
  )
}
