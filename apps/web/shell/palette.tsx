import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { facilitySearchQuery } from '#capabilities/network/web/index.tsx'
import { PatientLine, patientSearchQuery } from '#capabilities/records/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Empty, Field } from '#platform/web/ui/pieces.tsx'
import style from './shell.module.css'
import { shellWords } from './words.ts'

type Hit = { to: string; group: 'go' | 'patientsFound' | 'facilitiesFound'; shown: ReactNode }
type Props = { me: Me; isOpen: boolean; onOpen: () => void; onClose: () => void }

/** Search and commands on Ctrl K: places, patients, facilities; arrows and Enter, or a press. */
export function Palette({ me, isOpen, onOpen, onClose }: Props) {
  const t = useWords(shellWords)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      onOpen()
    }
    addEventListener('keydown', open)
    return () => removeEventListener('keydown', open)
  }, [onOpen])
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog ref={dialog} className={style['palette']} aria-label={t('findShort')} onClose={onClose}>
      {isOpen ? <Search me={me} onClose={onClose} /> : null}
    </dialog>
  )
}

function Search({ me, onClose }: { me: Me; onClose: () => void }) {
  const t = useWords(shellWords)
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const hits = useHits(me, text.trim())
  const go = (hit: Hit | undefined) => {
    if (!hit) return
    onClose()
    void navigate({ to: hit.to })
  }
  return (
    <div
      role="presentation"
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') setAt(Math.min(hits.length - 1, at + 1))
        if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
        if (event.key === 'Enter') go(hits[at])
      }}
    >
      <Field
        label={t('find')}
        value={text}
        onChange={(value) => {
          setText(value)
          setAt(0)
        }}
        maxLength={120}
      />
      {hits.length === 0 ? <Empty>{t('nothing')}</Empty> : null}
      {hits.map((hit, index) => (
        <div key={hit.to + hit.group}>
          {hits[index - 1]?.group === hit.group ? null : <h3>{t(hit.group)}</h3>}
          <button type="button" className={style['hit']} data-on={index === at ? 'yes' : 'no'} onClick={() => go(hit)}>
            {hit.shown}
          </button>
        </div>
      ))}
    </div>
  )
}

function useHits(me: Me, text: string): Hit[] {
  const t = useWords(shellWords)
  const isClinical = me.roles.some((held) => ['doctor', 'nurse', 'technician', 'coordinator'].includes(held.role))
  const patients = useQuery({ ...patientSearchQuery(text), enabled: isClinical && text.length > 1 })
  const facilities = useQuery({ ...facilitySearchQuery(text), enabled: text.length > 1 })
  const places = (
    [
      ['desk', path.desk()],
      ['askFor', path.ask()],
      ['cases', path.consults()],
      ['patients', path.patients()],
      ['network', path.network()],
      ['admin', path.admin()],
    ] as const
  ).map(([word, to]): Hit => ({ to, group: 'go', shown: t(word) }))
  const isMatch = (shown: ReactNode) =>
    typeof shown === 'string' && shown.toLocaleLowerCase('vi').includes(text.toLocaleLowerCase('vi'))
  return [
    ...places.filter((place) => isMatch(place.shown)),
    ...(text.length > 1 ? (patients.data?.rows.slice(0, 6) ?? []) : []).map(
      (patient): Hit => ({
        to: path.patient(patient.id),
        group: 'patientsFound',
        shown: <PatientLine patient={patient} />,
      }),
    ),
    ...(text.length > 1 ? (facilities.data?.rows.slice(0, 6) ?? []) : []).map(
      (facility): Hit => ({
        to: path.facility(facility.id),
        group: 'facilitiesFound',
        shown: `${facility.name} · ${facility.provinceName}`,
      }),
    ),
  ]
}
