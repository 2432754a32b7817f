import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { dateText, timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { makeEdgeCode } from '../contract/edges.ts'
import { gatewayWords } from './gateway-words.ts'
import style from './gateways.module.css'

const longestLabel = 80

/** Makes a set-up code for one gateway and shows it once, with the line to run on its machine. */
export function NewGatewayDialog({ facilityId, onClose }: { facilityId: string; onClose: () => void }) {
  const t = useWords(gatewayWords)
  const [label, setLabel] = useState('')
  const make = useMutation({ mutationFn: async () => await call(makeEdgeCode, { facilityId, label }) })
  const problem = useProblem(make.error)
  const made = make.data
  const actions = made ? (
    <Button onPress={onClose}>{t('close')}</Button>
  ) : (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button
        kind="primary"
        isBusy={make.isPending}
        why={label.trim() ? null : t('labelFirst')}
        onPress={() => make.mutate()}
      >
        {t('makeCode')}
      </Button>
    </>
  )
  return (
    <Dialog title={made ? t('code') : t('add')} isOpen onClose={onClose} actions={actions}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {made ? (
        <>
          <p className={style['code']}>{made.code}</p>
          <p className="small">{t('codeOnce', { time: timeText(made.expiresAt), date: dateText(made.expiresAt) })}</p>
          <p className="small">{t('codeHow')}</p>
          <code className={style['command']}>
            npm run edge -- --config edge.json --enrol {made.code} --hub {location.origin}
          </code>
        </>
      ) : (
        <Field label={t('label')} value={label} onChange={setLabel} maxLength={longestLabel} autoComplete="off" />
      )}
    </Dialog>
  )
}
