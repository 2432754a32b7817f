import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { facilitiesOf } from '#capabilities/identity/web/index.tsx'
import { facilitySearchQuery } from '#capabilities/network/web/index.tsx'
import { recordsPermissions } from '#capabilities/records/contract.ts'
import { PatientLine, patientSearchQuery } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Finder, type Hit } from '#platform/web/ui/finder.tsx'
import { shellWords } from './words.ts'

type PlaceHit = Hit & { to: string }
type Props = { me: Me; isOpen: boolean; onClose: () => void }

/** Search and commands: places, patients, facilities; arrows and Enter, or a press. */
export function Palette({ me, isOpen, onClose }: Props) {
  const t = useWords(shellWords)
  return (
    <Dialog title={t('findShort')} isOpen={isOpen} onClose={onClose} isWide>
      <Search me={me} onClose={onClose} />
    </Dialog>
  )
}

function Search({ me, onClose }: { me: Me; onClose: () => void }) {
  const t = useWords(shellWords)
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const hits = useHits(me, text.trim())
  return (
    <Finder
      label={t('find')}
      text={text}
      onText={setText}
      hits={hits}
      none={t('nothing')}
      onClose={onClose}
      onPick={(hit) => {
        onClose()
        void navigate({ to: hit.to })
      }}
    />
  )
}

function useHits(me: Me, text: string): PlaceHit[] {
  const t = useWords(shellWords)
  const isClinical = facilitiesOf(me, recordsPermissions['patient.read']).length > 0
  const patients = useQuery({ ...patientSearchQuery(text), enabled: isClinical && text.length > 1 })
  const facilities = useQuery({ ...facilitySearchQuery(text), enabled: text.length > 1 })
  const places = (
    [
      ['desk', path.desk()],
      ['askFor', path.ask()],
      ['cases', path.consults()],
      ['patients', path.patients()],
      ['waitingStudies', path.waitingImages()],
      ['network', path.network()],
      ['law', path.law()],
      ['verify', path.verify()],
      ['admin', path.admin()],
    ] as const
  ).map(([word, to]): PlaceHit => ({ key: to, to, group: t('go'), shown: t(word) }))
  const isMatch = (shown: ReactNode) =>
    typeof shown === 'string' && shown.toLocaleLowerCase('vi').includes(text.toLocaleLowerCase('vi'))
  return [
    ...places.filter((place) => isMatch(place.shown)),
    ...(text.length > 1 ? (patients.data?.rows.slice(0, 6) ?? []) : []).map(
      (patient): PlaceHit => ({
        key: path.patient(patient.id),
        to: path.patient(patient.id),
        group: t('patientsFound'),
        shown: <PatientLine patient={patient} />,
      }),
    ),
    ...(text.length > 1 ? (facilities.data?.rows.slice(0, 6) ?? []) : []).map(
      (facility): PlaceHit => ({
        key: path.facility(facility.id),
        to: path.facility(facility.id),
        group: t('facilitiesFound'),
        shown: `${facility.name} · ${facility.provinceName}`,
      }),
    ),
  ]
}
