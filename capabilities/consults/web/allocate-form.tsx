import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract/planned.ts'
import style from './consults.module.css'
import { nameOf } from './name-of.ts'
import { specialistsQuery } from './planned-queries.ts'
import { plannedWords } from './planned-words.ts'

/** Gives a planned request to a specialist, those of the specialty and on duty first. */
export function AllocateForm({ consultId, onDone }: { consultId: string; onDone: () => void }) {
  const t = useWords(plannedWords)
  const queries = useQueryClient()
  const found = useQuery(specialistsQuery(consultId))
  const [to, setTo] = useState<string | null>(null)
  const give = useMutation({
    mutationFn: async (personId: string) =>
      await call(contract.allocateConsult, { consultId, personId }, { key: crypto.randomUUID() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['consult', consultId] })
      await queries.invalidateQueries({ queryKey: ['board'] })
      onDone()
    },
  })
  const problem = useProblem(give.error ?? found.error)
  const options = (found.data ?? []).map(({ person, isOfSpecialty, isOnDuty }) => ({
    value: person.id as string,
    text: [nameOf(person), isOfSpecialty ? t('ofSpecialty') : '', isOnDuty ? t('onDuty') : '']
      .filter(Boolean)
      .join(' · '),
  }))
  return (
    <div className={style['form']}>
      <Select label={t('toWhom')} value={to} options={options} onChange={setTo} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span className={style['actions']}>
        <Button
          kind="primary"
          onPress={() => to && give.mutate(to)}
          isBusy={give.isPending}
          why={to ? null : t('toWhom')}
        >
          {t('allocate')}
        </Button>
        <Button kind="quiet" onPress={onDone}>
          {t('back')}
        </Button>
      </span>
    </div>
  )
}
