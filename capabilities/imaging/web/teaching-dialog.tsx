import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Me } from '#capabilities/identity/contract.ts'
import { call } from '#platform/web/api.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Choices, Field, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { ImageSeries } from '../contract/images.ts'
import { makeTeachingCopy } from '../contract/teaching.ts'
import type { Study } from '../contract.ts'
import { imagesQuery, studiesQuery } from './queries.ts'
import style from './teaching.module.css'
import { teachingWords } from './teaching-words.ts'

type Facility = { id: Me['roles'][number]['facilityId']; name: string }
type Props = { me: Me; patientId: string; facilities: readonly Facility[]; onClose: () => void }

const shortestPurpose = 5

/** Asks of which series a copy is to be made, and what for. */
export function TeachingDialog({ me, patientId, facilities, onClose }: Props) {
  const t = useWords(teachingWords)
  const wanted = useWanted(patientId)
  const [facilityId, setFacilityId] = useState(facilities[0]?.id ?? null)
  const make = useMake(me, wanted, onClose)
  const problem = useProblem(make.error)
  const { studyId, missing } = wanted
  return (
    <Dialog
      title={t('makeTitle')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            kind="primary"
            why={missing ? t(missing) : null}
            isBusy={make.isPending}
            onPress={() => studyId && facilityId && make.mutate({ studyId, facilityId })}
          >
            {t('make')}
          </Button>
        </>
      }
    >
      <div className={style['form']}>
        <Choices label={t('which')} value={studyId} onChange={wanted.choose} options={wanted.options} />
        {studyId ? (
          <SeriesChoice {...{ patientId, studyId }} series={wanted.series} onChange={wanted.setSeries} />
        ) : null}
        {facilities.length > 1 ? (
          <Choices
            label={t('facility')}
            value={facilityId}
            onChange={setFacilityId}
            options={facilities.map((each) => ({ value: each.id, text: each.name }))}
          />
        ) : null}
        <Field label={t('purpose')} value={wanted.purpose} onChange={wanted.setPurpose} maxLength={300} />
        <p className="small dim">{t('purposeHint')}</p>
        {problem ? <ProblemText>{problem}</ProblemText> : null}
      </div>
    </Dialog>
  )
}

/** What the person has chosen so far, and what is missing; the only study of a patient is chosen at once. */
function useWanted(patientId: string) {
  const studies = useQuery(studiesQuery(patientId)).data ?? []
  const [chosen, setChosen] = useState<Study['id'] | null>(null)
  const [series, setSeries] = useState<readonly ImageSeries['id'][]>([])
  const [purpose, setPurpose] = useState('')
  const [first, second] = studies
  const studyId = chosen ?? (second ? null : (first?.id ?? null))
  const lacks = purpose.trim().length < shortestPurpose ? ('writePurpose' as const) : null
  return {
    ...{ studyId, series, setSeries, purpose, setPurpose },
    missing: studyId === null ? ('chooseStudy' as const) : series.length === 0 ? ('chooseSeries' as const) : lacks,
    choose: (id: Study['id']) => {
      setChosen(id)
      setSeries([])
    },
    options: studies.map((study) => ({
      value: study.id,
      text: `${study.modality || '?'} ${study.description} · ${shownMoment(study.startedAt ?? study.firstArrivedAt)}`,
    })),
  }
}

function useMake(
  me: Me,
  { series, purpose }: Pick<ReturnType<typeof useWanted>, 'series' | 'purpose'>,
  onMade: () => void,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (from: { studyId: Study['id']; facilityId: Facility['id'] }) =>
      await call(makeTeachingCopy, { ...from, series: [...series], purpose }),
    onSuccess: async () => {
      onMade()
      await queries.invalidateQueries({ queryKey: ['person', me.person.id, 'teaching-copies'] })
    },
  })
}

type SeriesProps = {
  patientId: string
  studyId: string
  series: readonly ImageSeries['id'][]
  onChange: (series: readonly ImageSeries['id'][]) => void
}

function SeriesChoice({ patientId, studyId, series, onChange }: SeriesProps) {
  const t = useWords(teachingWords)
  const images = useQuery(imagesQuery(patientId, studyId))
  return (
    <fieldset className={style['series']}>
      <legend>{t('series')}</legend>
      {images.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {images.data?.series.map((each) => (
        <Check
          key={each.id}
          label={t('seriesNumber', {
            n: each.number ?? '?',
            text: each.description || each.modality,
            count: each.instances.length,
          })}
          isOn={series.includes(each.id)}
          onChange={(isOn) => onChange(isOn ? [...series, each.id] : series.filter((id) => id !== each.id))}
        />
      ))}
    </fieldset>
  )
}
