import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { facilitiesOf, meQuery } from '#capabilities/identity/web/index.tsx'
import { recordsPermissions } from '#capabilities/records/contract.ts'
import { BreakGlassDialog, PatientSearch, RegisterPatient } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Section } from '#platform/web/ui/pieces.tsx'
import { shellWords } from '../shell/words.ts'

/** Search of patients, each opens their page; and registration of one who is not there. */
export function PatientsPage() {
  const t = useWords(shellWords)
  const navigate = useNavigate()
  const me = useQuery(meQuery)
  const [isNew, setIsNew] = useState(false)
  const [isBreaking, setIsBreaking] = useState(false)
  const breaking = facilitiesOf(me.data, recordsPermissions['glass.break'])
  const facilities = facilitiesOf(me.data, recordsPermissions['patient.create'])
  const open = (patient: { id: string }) => void navigate({ to: path.patient(patient.id) })
  if (isNew) return <RegisterPatient facilities={facilities} onPick={open} onClose={() => setIsNew(false)} />
  return (
    <Section
      isPage
      title={t('patients')}
      aside={
        <>
          {breaking.length > 0 ? (
            <Button kind="quiet" onPress={() => setIsBreaking(true)}>
              {t('breakGlass')}
            </Button>
          ) : null}
          {facilities.length > 0 ? <Button onPress={() => setIsNew(true)}>{t('newPatient')}</Button> : null}
        </>
      }
    >
      <PatientSearch onPick={open} />
      {isBreaking ? (
        <BreakGlassDialog facilities={breaking} onPick={open} onClose={() => setIsBreaking(false)} />
      ) : null}
    </Section>
  )
}
