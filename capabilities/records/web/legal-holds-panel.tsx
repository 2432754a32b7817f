import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { HoldByIdentifierDialog } from './hold-by-identifier-dialog.tsx'
import { LegalHoldBar } from './legal-hold-bar.tsx'
import { PatientLine } from './patient-line.tsx'
import { protectionWords } from './protection-words.ts'
import { legalHoldsQuery } from './queries.ts'
import style from './records.module.css'

/** The records that are held at the hospitals that I lead; each hold is lifted here too. */
export function LegalHoldsPanel() {
  const t = useWords(protectionWords)
  const found = useQuery(legalHoldsQuery)
  const [isOpen, setIsOpen] = useState(false)
  const problem = useProblem(found.error)
  return (
    <Panel title={t('holds')} aside={<Button onPress={() => setIsOpen(true)}>{t('holdByNumber')}</Button>}>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {found.data?.length === 0 ? <p className="dim">{t('noHolds')}</p> : null}
      {found.data?.map(({ patientId, patient, ...hold }) => (
        <div key={patientId} className={style['note']}>
          <PatientLine patient={patient} />
          <LegalHoldBar patientId={patientId} isHeld={hold !== null} hold={hold} mayHold />
        </div>
      ))}
      {isOpen ? <HoldByIdentifierDialog onClose={() => setIsOpen(false)} /> : null}
    </Panel>
  )
}

/** Beside a review: whether the record is held; the leader places or lifts the hold there. */
export function LegalHoldOf({ patientId }: { patientId: string }) {
  const found = useQuery(legalHoldsQuery)
  if (!found.data) return null
  const hold = found.data.find((each) => each.patientId === patientId) ?? null
  return <LegalHoldBar patientId={patientId} isHeld={hold !== null} hold={hold} mayHold />
}
