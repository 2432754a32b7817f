import { useNavigate } from '@tanstack/react-router'
import { PatientSearch } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Section } from '#platform/web/ui/pieces.tsx'
import { shellWords } from '../shell/words.ts'

/** Search of patients; each opens their page. */
export function PatientsPage() {
  const t = useWords(shellWords)
  const navigate = useNavigate()
  return (
    <Section title={t('patients')}>
      <PatientSearch onPick={(patient) => void navigate({ to: path.patient(patient.id) })} />
    </Section>
  )
}
