import { useEffect, useState } from 'react'
import { numberText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { tags, textIn } from '../../contract/dicom-json.ts'
import type { Slice } from '../slices.ts'
import { geometryText, refusalText } from './geometry-text.ts'
import { planeNames } from './planes.ts'
import { useIsNarrow, useVolumePanes, useVolumeState } from './use-volume.ts'
import style from './volume.module.css'
import { useVolumeKeys } from './volume-keys.ts'
import { VolumePane } from './volume-pane.tsx'
import type { VolumeState, VolumeStore } from './volume-state.ts'
import { VolumeTools } from './volume-tools.tsx'
import { volumeWords } from './volume-words.ts'

type Props = {
  store: VolumeStore
  slices: readonly Slice[] | null
  /** What this is and when it was taken. */
  title: React.ReactNode
  /** True while more of the study comes. */
  isArriving: boolean
  /** Back to the slices themselves. */
  onLeave: () => void
}

/** The three planes of the patient through one point, computed from the slices of a series; on a narrow screen one of them. */
export function VolumeStage({ store, slices, title, isArriving, onLeave }: Props) {
  const t = useWords(volumeWords)
  const state = useVolumeState(store)
  const panes = useVolumePanes(store, slices)
  const isNarrow = useIsNarrow()
  const [root, setRoot] = useState<HTMLElement | null>(null)
  useVolumeKeys(root, store, modalityOf(slices))
  useEffect(() => root?.focus(), [root])
  if (state.refusal) return <Refused {...{ state, isArriving, onLeave }} />
  const isGathered = state.slices > 0 && state.loaded === state.slices
  return (
    <section
      ref={setRoot}
      className={style['stage']}
      role="application"
      aria-label={t('volumeStage')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- an application takes the keys
      tabIndex={0}
      data-volume={isGathered && planeNames.some((name) => state.painted[name]) ? 'ready' : 'gathering'}
      data-cross={state.view.cross?.join(' ') ?? ''}
      data-value={state.value ?? ''}
    >
      <VolumeTools store={store} modality={modalityOf(slices)} />
      {isNarrow ? <PlaneSwitch store={store} /> : null}
      <div className={style['panes']}>
        {(isNarrow ? [state.view.plane] : planeNames).map((name) => (
          <VolumePane key={name} store={store} name={name} panes={panes} />
        ))}
        {isGathered ? null : <Gathering state={state} />}
      </div>
      <Facts {...{ state, title, isArriving }} isHounsfield={modalityOf(slices) === 'CT'} />
    </section>
  )
}

const modalityOf = (slices: readonly Slice[] | null): string | undefined =>
  slices?.[0] ? textIn(slices[0].metadata, tags.modality) : undefined

type FactsProps = Pick<Props, 'title' | 'isArriving'> & { state: VolumeState; isHounsfield: boolean }

function Facts({ state, title, isArriving, isHounsfield }: FactsProps) {
  const t = useWords(volumeWords)
  const language = useLanguage()
  const { grid, value, view } = state
  return (
    <div className={style['facts']}>
      <p>{title}</p>
      <p role="status">
        <b>{t('computed', { n: state.slices })}</b>
        {grid ? `. ${geometryText(grid, t, language)}` : ''}
        {isArriving ? `. ${t('stillArriving')}` : ''}
      </p>
      <p className="figure">
        {value === null
          ? ''
          : `${t('atCross', { n: numberText(Math.round(value), language) })}${isHounsfield ? ' HU' : ''} · `}
        {view.window
          ? `W ${numberText(Math.round(view.window.width), language)} L ${numberText(Math.round(view.window.center), language)}`
          : ''}
      </p>
    </div>
  )
}

function PlaneSwitch({ store }: { store: VolumeStore }) {
  const t = useWords(volumeWords)
  const { view } = useVolumeState(store)
  return (
    <div className={style['switch']} role="toolbar" aria-label={t('planes')}>
      {planeNames.map((plane) => (
        <button key={plane} type="button" aria-pressed={plane === view.plane} onClick={() => store.look({ plane })}>
          {t(plane)}
        </button>
      ))}
    </div>
  )
}

function Gathering({ state }: { state: VolumeState }) {
  const t = useWords(volumeWords)
  if (state.problem === 'cannot-draw')
    return (
      <p className={style['gathering']} role="alert">
        {t('cannot-draw')}
      </p>
    )
  const text = t('gathering', { n: state.loaded, all: state.slices })
  return (
    <div className={style['gathering']}>
      <p role="status">{text}</p>
      <progress max={state.slices || 1} value={state.loaded} aria-label={text} />
      {state.problem ? <p role="alert">{t(state.problem)}</p> : null}
    </div>
  )
}

type RefusedProps = Pick<Props, 'isArriving' | 'onLeave'> & { state: VolumeState }

function Refused({ state, isArriving, onLeave }: RefusedProps) {
  const t = useWords(volumeWords)
  const language = useLanguage()
  if (!state.refusal) return null
  return (
    <div className={style['refused']} role="alert" data-refusal={state.refusal.reason}>
      <p>
        <b>{t('noReformat')}</b> {refusalText(state.refusal, t, language)}
        {isArriving ? ` ${t('stillArriving')}` : ''}
      </p>
      <button type="button" onClick={onLeave}>
        {t('backToStack')}
      </button>
    </div>
  )
}
