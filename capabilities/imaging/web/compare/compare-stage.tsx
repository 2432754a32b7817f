import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { call } from '#platform/web/api.ts'
import { dateText, numberText, timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { openStudy, type Study } from '../../contract.ts'
import { pictureAddress } from '../early-images.ts'
import imaging from '../imaging.module.css'
import { imagesQuery } from '../queries.ts'
import { useSlices } from '../shown-series.ts'
import { type Series, type Slice, seriesOf } from '../slices.ts'
import { StackStage } from '../stack-stage.tsx'
import { StudyTitle } from '../study-title.tsx'
import { useViewerState } from '../use-viewer.ts'
import { createViewerStore, type Tool, type ViewerStore } from '../viewer-state.ts'
import style from '../volume/volume.module.css'
import { compareWords } from './compare-words.ts'
import { othersFor } from './priors.ts'
import { StackLink } from './stack-link.ts'

type Props = {
  patientId: string
  study: Study
  studies: readonly Study[]
  series: Series | undefined
  slices: readonly Slice[] | null
  store: ViewerStore
  /** The stack of the study that is looked at. */
  children: React.ReactNode
}

/** The stack that is looked at and one of another study of the patient beside it, in step. */
export function CompareStage({ patientId, study, studies, series, slices, store, children }: Props) {
  const t = useWords(compareWords)
  const others = othersFor(study, studies)
  const [chosen, setChosen] = useState('')
  const other = others.find((each) => each.id === chosen) ?? others[0]
  if (!other) return <p className={imaging['blank']}>{t('noOther')}</p>
  return (
    <div className={style['compare']}>
      <section className={style['side']} aria-label={t('thisOne')}>
        <Head study={study} against={other} />
        {children}
      </section>
      <OtherSide
        key={other.id}
        {...{ patientId, study, other, series }}
        mine={slices && series ? { store, slices, modality: series.modality } : null}
        choose={others.length > 1 ? <Choose studies={others} chosen={other.id} onChoose={setChosen} /> : null}
      />
    </div>
  )
}

type OtherProps = Pick<Props, 'patientId' | 'study' | 'series'> & {
  other: Study
  mine: { store: ViewerStore; slices: readonly Slice[]; modality: string } | null
  choose: React.ReactNode
}

function OtherSide({ patientId, study, other, series, mine, choose }: OtherProps) {
  const t = useWords(compareWords)
  const [tool] = useState<Tool>(() => (matchMedia('(pointer: coarse)').matches ? 'scroll' : 'window'))
  const [store] = useState(() => createViewerStore(tool))
  const [picked, setPicked] = useState('')
  const images = useQuery(imagesQuery(patientId, other.id))
  const problem = useProblem(images.error)
  const list = useMemo(() => seriesOf(images.data?.series ?? []), [images.data])
  // by itself the series that is of the same kind, and of these the one with most images
  const shown =
    list.find((each) => each.uid === picked) ?? list.find((each) => each.modality === series?.modality) ?? list[0]
  const slices = useSlices(other.id, shown)
  const state = useViewerState(store)
  useEffect(() => {
    // who opened it and when is the server's to know; that it could not be noted must not keep the images away
    void call(openStudy, { studyId: other.id }).catch(() => undefined)
  }, [other.id])
  const link = useStackLink(mine, slices && shown ? { store, slices, modality: shown.modality } : null)
  return (
    <section
      className={style['side']}
      aria-label={t('otherOne')}
      data-other={other.id}
      data-other-slice={state.view.slice + 1}
      data-other-ready={state.isReady ? 'yes' : 'no'}
      data-other-image={state.painted?.imageId ?? ''}
      data-other-window={state.view.window ? `${state.view.window.width}/${state.view.window.center}` : ''}
    >
      <Head study={other} against={study}>
        {choose}
        {list.length > 1 ? (
          <select aria-label={t('chooseSeries')} value={shown?.uid ?? ''} onChange={(e) => setPicked(e.target.value)}>
            {list.map((each) => (
              <option key={each.uid} value={each.uid}>
                {each.description || each.number} ({each.images})
              </option>
            ))}
          </select>
        ) : null}
        {link ? <LinkButton link={link} /> : null}
      </Head>
      {problem ? <p className={imaging['blank']}>{problem}</p> : null}
      <StackStage
        store={store}
        studyUid={other.studyUid}
        seriesUid={shown?.uid ?? ''}
        slices={slices}
        quick={pictureAddress(other.id, shown ? { seriesId: shown.id, pictures: shown.pictures } : other.key)}
        title={<StudyTitle study={other} series={shown} />}
        note={link ? <LinkNote link={link} /> : null}
      />
    </section>
  )
}

const momentOf = (study: Study) => study.startedAt ?? study.firstArrivedAt

/** When it was taken, and whether it is the older one. */
function Head({ study, against, children }: { study: Study; against: Study; children?: React.ReactNode }) {
  const t = useWords(compareWords)
  const isOlder = Date.parse(momentOf(study)) < Date.parse(momentOf(against))
  return (
    <div className={style['head']} data-age={isOlder ? 'older' : 'newer'}>
      <b className={isOlder ? style['older'] : undefined}>{t(isOlder ? 'older' : 'newer')}</b>
      <span className="figure">
        {timeText(momentOf(study))} {dateText(momentOf(study))}
      </span>
      {children}
    </div>
  )
}

function Choose(props: { studies: readonly Study[]; chosen: string; onChoose: (studyId: string) => void }) {
  const t = useWords(compareWords)
  return (
    <select aria-label={t('chooseStudy')} value={props.chosen} onChange={(event) => props.onChoose(event.target.value)}>
      {props.studies.map((study) => (
        <option key={study.id} value={study.id}>
          {dateText(momentOf(study))} {study.modality} {study.description}
        </option>
      ))}
    </select>
  )
}

function LinkButton({ link }: { link: StackLink }) {
  const t = useWords(compareWords)
  const { isOn } = useSyncExternalStore(link.subscribe, link.get)
  return (
    <button type="button" aria-pressed={isOn} onClick={() => link.set(!isOn)}>
      {t('inStep')}
    </button>
  )
}

/** By what the two go in step, or why they do not. */
function LinkNote({ link }: { link: StackLink }) {
  const t = useWords(compareWords)
  const language = useLanguage()
  const { isOn, link: how, apartMm } = useSyncExternalStore(link.subscribe, link.get)
  if (!isOn || !how) return <span data-link="off">{t('notInStep')}</span>
  if (how.kind === 'none') return <span data-link="none">{t(how.reason)}</span>
  const apart = apartMm === null ? '' : t('apart', { n: numberText(Math.round(apartMm * 10) / 10, language) })
  return (
    <span data-link={how.kind}>
      {t(how.kind === 'place' ? 'byPlace' : 'byDistance')} {apart}
    </span>
  )
}

type Side = { store: ViewerStore; slices: readonly Slice[]; modality: string } | null

/** Links two stacks while both are there. */
function useStackLink(one: Side, two: Side): StackLink | null {
  const [mine, other] = [one?.slices, two?.slices]
  const [mineStore, otherStore] = [one?.store, two?.store]
  const [mineModality, otherModality] = [one?.modality ?? '', two?.modality ?? '']
  const link = useMemo(() => {
    if (!mine || !other || !mineStore || !otherStore) return null
    return new StackLink(
      { store: mineStore, slices: mine, modality: mineModality },
      { store: otherStore, slices: other, modality: otherModality },
    )
  }, [mine, other, mineStore, otherStore, mineModality, otherModality])
  useEffect(() => link?.start(), [link])
  return link
}
