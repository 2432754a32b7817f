import type { z } from 'zod'
import { timeText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Choices } from '#platform/web/ui/choices.tsx'
import type { DiagramDefinition } from '../contract/pathway-parts.ts'
import { diagramMark } from '../contract/run.ts'
import { outline, shapes } from './diagram-shapes.ts'
import { nameOf } from './name-of.ts'
import type { Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

/** The diagrams of a pathway: regions that are marked by press or by key, and the points that are left. */
export function DiagramSection({ work }: { work: Work }) {
  return (
    <div className={style['cards']}>
      {work.document.diagrams.map((diagram) => (
        <Diagram key={diagram.code} work={work} diagram={diagram} />
      ))}
    </div>
  )
}

const width = 220
const mirrored = `translate(${width} 0) scale(-1 1)`
const seenOn = ['CT', 'CTA', 'MRI DWI'] as const

function Diagram({ work, diagram }: { work: Work; diagram: DiagramDefinition }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const entry = work.entry('diagram', diagram.code)
  const mark = diagramMark.safeParse(entry?.value).data ?? null
  const current = mark ?? { regions: [], side: null, seenOn: 'CT' }
  const change = (next: Partial<typeof current>) => {
    if (!work.why) work.write({ kind: 'diagram', code: diagram.code, value: { ...current, ...next } })
  }
  const toggle = (region: string) => {
    const isMarked = current.regions.includes(region)
    change({ regions: isMarked ? current.regions.filter((each) => each !== region) : [...current.regions, region] })
  }
  const total = work.facts.scores.get(diagram.code)?.total ?? null
  return (
    <section className={style['card']} aria-label={diagram.label[language]}>
      <header>
        <h3>{diagram.label[language]}</h3>
        <p className={style['total']} role="status">
          <b className="figure">{total === null ? t('notRead') : `${total}/${diagram.max}`}</b>
        </p>
      </header>
      <p className="small dim">{t('diagramHelp')}</p>
      <div className={style['views']}>
        {diagram.views.map((view) => (
          <View
            key={view.code}
            title={view.label[language]}
            diagram={diagram.code}
            regions={diagram.regions.filter((region) => region.view === view.code)}
            marked={current.regions}
            isMirrored={current.side === 'right'}
            onToggle={toggle}
          />
        ))}
      </div>
      <ReadingFoot
        current={current}
        isRead={mark !== null}
        hasSide={!/-(left|right)$/.test(diagram.regions[0]?.code ?? '')}
        why={work.why}
        onChange={change}
      />
      <p className="small dim">
        {entry?.enteredBy ? `${nameOf(entry.enteredBy)} ${timeText(entry.enteredAt)} · ` : ''}
        {diagram.source}
      </p>
    </section>
  )
}

type Reading = z.output<typeof diagramMark>
type FootProps = {
  current: Reading
  isRead: boolean
  /** False where each region says on which side it lies. */
  hasSide: boolean
  why: string | null
  onChange: (next: Partial<Reading>) => void
}

/** On which side and on which picture it was read; that no region is affected is said by a press of its own. */
function ReadingFoot({ current, isRead, hasSide, why, onChange }: FootProps) {
  const t = useWords(workWords)
  return (
    <div className={style['foot']}>
      {hasSide ? (
        <Choices
          label={t('side')}
          value={current.side}
          options={[
            { value: 'right', text: t('sideRight') },
            { value: 'left', text: t('sideLeft') },
          ]}
          onChange={(side) => onChange({ side })}
        />
      ) : null}
      <Choices
        label={t('seenOn')}
        value={seenOn.find((each) => each === current.seenOn) ?? null}
        options={seenOn.map((each) => ({ value: each, text: each }))}
        onChange={(picture) => onChange({ seenOn: picture })}
      />
      {!isRead ? (
        <Button onPress={() => onChange({})} why={why}>
          {t('noRegion')}
        </Button>
      ) : null}
    </div>
  )
}

type ViewProps = {
  title: string
  diagram: string
  regions: DiagramDefinition['regions']
  marked: readonly string[]
  /** The regions of one half are drawn on the right; those of the patient's right side belong on the left. */
  isMirrored: boolean
  onToggle: (region: string) => void
}

/** One slice. The buttons below it do the same for a keyboard and for a screen reader. */
function View({ title, diagram, regions, marked, isMirrored, onToggle }: ViewProps) {
  const language = useLanguage()
  const drawn = shapes[diagram]
  return (
    <figure>
      <figcaption className="small">{title}</figcaption>
      {drawn ? (
        <svg viewBox={outline.box} className={style['slice']} aria-hidden="true">
          <path d={outline.head} data-part="head" />
          <path d={outline.middle} data-part="middle" />
          {regions.map((region) => {
            const shape = drawn[region.code]
            return shape ? (
              // the button of the region below is the one that is focused
              <g key={region.code} data-marked={marked.includes(region.code)} onClick={() => onToggle(region.code)}>
                <path d={shape.d} transform={isMirrored ? mirrored : undefined} />
                <text x={isMirrored ? width - shape.x : shape.x} y={shape.y}>
                  {region.code.length <= 2 ? region.code : ''}
                </text>
              </g>
            ) : null
          })}
        </svg>
      ) : null}
      <div className={style['regions']}>
        {regions.map((region) => (
          <button
            key={region.code}
            type="button"
            className={style['pick']}
            aria-pressed={marked.includes(region.code)}
            onClick={() => onToggle(region.code)}
          >
            {region.label[language]}
            {region.points > 1 ? ` (−${region.points})` : ''}
          </button>
        ))}
      </div>
    </figure>
  )
}
