import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { dateAt } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { DateField } from '#platform/web/ui/date-field.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { publishRemoteService } from '../contract/contracts.ts'
import { conditionCodes } from './condition-codes.ts'
import { contractWords } from './contract-words.ts'
import style from './network.module.css'

/** A condition that may be published, by its code. */
export type Condition = { code: string; name: string }

type Props = { facilityId: string; pathways: readonly Condition[]; before: readonly string[]; onClose: () => void }

const most = 60

/** Asks from which day and for which conditions a facility treats patients directly from afar, and publishes it. */
export function PublishDialog({ facilityId, pathways, before, onClose }: Props) {
  const t = useWords(contractWords)
  const queries = useQueryClient()
  const isPathway = (code: string) => pathways.some((each) => each.code === code)
  const [chosen, setChosen] = useState<readonly string[]>(before.filter(isPathway))
  const [others, setOthers] = useState(before.filter((code) => !isPathway(code)).join(', '))
  const [day, setDay] = useState<string | null>(() => dateAt(Date.now()))
  const { codes, wrong } = conditionCodes(others)
  const conditions = [...chosen, ...codes]
  const publish = useMutation({
    mutationFn: async () => await call(publishRemoteService, { facilityId, conditions, publishedOn: day ?? '' }),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['facility', facilityId, 'remote-service'] })
    },
  })
  const problem = useProblem(publish.error)
  const why = () => {
    if (wrong.length > 0) return t('notIcd', { codes: wrong.join(', ') })
    if (conditions.length > most) return t('tooMany')
    return day && conditions.length > 0 ? null : t('conditionsMissing')
  }
  const actions = (
    <>
      <Button onPress={onClose}>{t('cancel')}</Button>
      <Button kind="primary" onPress={() => publish.mutate()} isBusy={publish.isPending} why={why()}>
        {t('publish')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('publishTitle')} isOpen onClose={onClose} actions={actions}>
      <p>{t('publishHint')}</p>
      <DateField label={t('publishedOn')} value={day} onChange={setDay} />
      <fieldset className={style['conditions']}>
        <legend>{t('conditions')}</legend>
        {pathways.map(({ code, name }) => (
          <Check
            key={code}
            label={name}
            isOn={chosen.includes(code)}
            onChange={(isOn) => setChosen(isOn ? [...chosen, code] : chosen.filter((each) => each !== code))}
          />
        ))}
      </fieldset>
      <Field
        label={t('otherConditions')}
        value={others}
        onChange={setOthers}
        placeholder={t('otherHint')}
        maxLength={600}
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}
