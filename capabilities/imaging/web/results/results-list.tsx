import { useQuery } from '@tanstack/react-query'
import { facilitiesOf, meQuery } from '#capabilities/identity/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { type Finding, type Result, resultPermissions, type Segment } from '../../contract/results.ts'
import { AddedBy } from '../added-by.tsx'
import marks from '../marks.module.css'
import { HatchSwatch } from './hatch-swatch.tsx'
import { resultWords } from './result-words.ts'
import style from './results.module.css'
import { makerText, type StudyOnStage, type useSwitch } from './use-results.ts'

type Turn = ReturnType<typeof useSwitch>
type Props = StudyOnStage & { results: readonly Result[]; turn: Turn; onClose: () => void }

/** The results of others of a study, each off until it is turned on here. */
export function ResultsList({ results, turn, onClose, store }: Props) {
  const t = useWords(resultWords)
  const me = useQuery(meQuery)
  const problem = useProblem(turn.error)
  const mayShow = facilitiesOf(me.data, resultPermissions['result.show']).length > 0
  const look = (sopUid: string, frame: number) => {
    store.set({ wanted: { sopUid, frame } })
    onClose()
  }
  const groups = [
    ['aiGroup', results.filter((each) => each.isByAlgorithm)],
    ['otherGroup', results.filter((each) => !each.isByAlgorithm)],
  ] as const
  return (
    <Dialog title={t('listTitle')} isOpen onClose={onClose} isWide>
      <p>{t('hint')}</p>
      {mayShow ? null : <p>{t('mayNot')}</p>}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {groups.map(([word, group]) =>
        group.length > 0 ? (
          <section key={word} aria-label={t(word)}>
            <h3 className={style['heading']}>{t(word)}</h3>
            <ul className={marks['list']}>
              {group.map((each) => (
                <Line key={each.id} result={each} {...{ mayShow, turn, look }} />
              ))}
            </ul>
          </section>
        ) : null,
      )}
    </Dialog>
  )
}

type LineProps = { result: Result; mayShow: boolean; turn: Turn; look: (sopUid: string, frame: number) => void }

function Line({ result, mayShow, turn, look }: LineProps) {
  const t = useWords(resultWords)
  const { problem, isOn, maker } = result
  const hasFailed = problem !== null && result.masks.length === 0 && result.findings.length === 0
  return (
    <li data-result={result.id}>
      <b>{makerText(result) || t('unknownMaker')}</b>
      <span className="small">
        {[t(result.kind), result.title, maker.algorithm ? t('algorithm', { name: maker.algorithm }) : '']
          .filter(Boolean)
          .join(' · ')}
      </span>
      {result.isByAlgorithm ? null : <span className="small dim">{t('noAlgorithm')}</span>}
      {result.addedBy === null ? null : (
        <span className="small">
          <AddedBy name={result.addedBy} />
        </span>
      )}
      {hasFailed && result.unplaced === 0 ? <span>{t(problem)}</span> : null}
      {result.unplaced > 0 ? (
        <span>{t('unplaced', { n: result.unplaced, why: t(problem ?? problemIn(result.findings)) })}</span>
      ) : null}
      {isOn ? <Said result={result} look={look} /> : null}
      {mayShow && !(problem !== null && !isOn) ? (
        <span className={marks['actions']}>
          <Button
            isBusy={turn.isPending && turn.variables.results.some((each) => each.id === result.id)}
            onPress={() => turn.mutate({ results: [result], isOn: !isOn })}
          >
            {t(isOn ? 'turnOff' : 'turnOn')}
          </Button>
        </span>
      ) : null}
    </li>
  )
}

const problemIn = (findings: readonly Finding[]) => findings.find((each) => each.problem)?.problem ?? 'not-here'

function Said({ result, look }: Pick<LineProps, 'result' | 'look'>) {
  return (
    <ul className={style['said']}>
      {result.segments.map((segment, index) => (
        <SegmentLine key={segment.number} {...{ result, segment, index, look }} />
      ))}
      {result.findings.map((finding) => (
        <FindingLine
          key={[finding.group, finding.name, finding.value, JSON.stringify(finding.at)].join('|')}
          {...{ finding, look }}
        />
      ))}
    </ul>
  )
}

type SegmentProps = Pick<LineProps, 'result' | 'look'> & { segment: Segment; index: number }

function SegmentLine({ result, segment, index, look }: SegmentProps) {
  const t = useWords(resultWords)
  const own = result.masks.filter((mask) => mask.segment === segment.number)
  const middle = own[Math.floor(own.length / 2)]
  const { algorithmType: how } = segment
  const kind = how === 'AUTOMATIC' || how === 'SEMIAUTOMATIC' || how === 'MANUAL' ? t(how) : how
  const name = segment.label || segment.type || t('region')
  return (
    <li>
      <HatchSwatch pattern={index} />
      <span>{[name, segment.type === name ? '' : segment.type, kind].filter(Boolean).join(' · ')}</span>
      {middle ? <Button onPress={() => look(middle.sopUid, middle.frame)}>{t('goTo', { what: name })}</Button> : null}
    </li>
  )
}

function FindingLine({ finding, look }: { finding: Finding; look: LineProps['look'] }) {
  const t = useWords(resultWords)
  const [place] = finding.at
  const { name, value, unit, group } = finding
  return (
    <li>
      <span>
        {group ? <span className="dim">{group} · </span> : null}
        {name || t('region')}
        {value ? ': ' : null}
        <b>
          {value} {unit}
        </b>
      </span>
      {place ? (
        <Button onPress={() => look(place.sopUid, place.frame)}>{t('goTo', { what: name || t('region') })}</Button>
      ) : null}
    </li>
  )
}
