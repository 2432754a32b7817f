import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { type Edge, revokeEdge } from '../contract/edges.ts'
import { gatewaysQuery } from './gateway-queries.ts'
import { gatewayWords } from './gateway-words.ts'

type Props = { facilityId: string; gateway: Edge; onClose: () => void }

/** Asks whether a gateway is really to be ended, and says what is lost by it. */
export function RevokeGatewayDialog({ facilityId, gateway, onClose }: Props) {
  const t = useWords(gatewayWords)
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: async () => await call(revokeEdge, { facilityId, edgeId: gateway.id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: gatewaysQuery(facilityId).queryKey })
      onClose()
    },
  })
  const problem = useProblem(revoke.error)
  return (
    <Dialog
      title={t('revokeTitle', { label: gateway.label })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" isBusy={revoke.isPending} onPress={() => revoke.mutate()}>
            {t('revoke')}
          </Button>
        </>
      }
    >
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <p>{t('revokeWhat', { n: gateway.waitingCount })}</p>
    </Dialog>
  )
}
