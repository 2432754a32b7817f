import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useState } from 'react'
import type { PatientBrief } from '#capabilities/records/contract.ts'
import { PatientLine, PatientSearch } from '#capabilities/records/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { shownMoment } from '#platform/web/i18n/date-text.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Empty, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Candidate } from '../contract/matching.ts'
import { matchStudy, type WaitingStudy } from '../contract.ts'
import { Comparison, differencesOf, FitLine } from './comparison.tsx'
import { MatchHistory } from './match-history.tsx'
import style from './matching.module.css'
import { comparisonQuery, matchingHelpQuery, previewAddress } from './matching-queries.ts'
import { matchingWords } from './matching-words.ts'
import { RemoveStudyButton } from './remove-study-button.tsx'
import { useMatchingKeys } from './use-matching-keys.ts'

/** A study that was just matched, and to whom. */
export type Matched = { studyId: string; patient: PatientBrief }

type Props = {
  study: WaitingStudy
  facilityId: string
  isOffline: boolean
  onMatched: (matched: Matched) => void
}

/** One waiting study: its image, who it may be, what was sent against the record, and one press to match. */
export function MatchingDesk({ study, facilityId, isOffline, onMatched }: Props) {
  const t = useWords(matchingWords)
  const help = useQuery(matchingHelpQuery(facilityId, study.id))
  const candidates = help.data?.candidates ?? []
  const [pickedId, setPickedId] = useState<PatientBrief['id'] | null>(null)
  const [isFinding, setIsFinding] = useState(false)
  const { picked, isForeign } = usePicked(study.id, pickedId, candidates)
  const match = useMatch(study, facilityId, onMatched)
  const ask = useAsk(picked)
  const press = () => {
    if (!picked || isOffline || match.isPending) return
    if (ask.isAsked) match.mutate(picked.patient)
    else ask.ask()
  }
  const pick = (patientId: PatientBrief['id'] | undefined) => {
    if (patientId) setPickedId(patientId)
    setIsFinding(false)
  }
  const root = useMatchingKeys({
    pick: (index) => pick(candidates[index]?.patient.id),
    press,
    find: () => setIsFinding(true),
  })
  const problem = useProblem(match.error ?? help.error)
  const others = ask.isAsked && ask.differs.length > 0
  return (
    <article ref={root} className={style['desk']} aria-label={t('compare')}>
      <Preview studyId={study.id} />
      <div className={style['facts']}>
        {study.isTextDoubtful ? <ProblemText>{t('doubtful')}</ProblemText> : null}
        <MatchHistory history={help.data?.history ?? []} />
        <h3>{t('candidates')}</h3>
        {help.isPending ? <Waiting>{t('seeking')}</Waiting> : null}
        {help.data?.candidates.length === 0 ? <Empty>{t('noCandidates')}</Empty> : null}
        <CandidateList candidates={candidates} pickedId={pickedId} onPick={pick} />
        <Button onPress={() => setIsFinding(!isFinding)}>
          {isFinding ? t('closeFind') : t('find')} <kbd>/</kbd>
        </Button>
        {isFinding ? <Find root={root} onPick={(patient) => pick(patient.id)} /> : null}
        {isForeign ? <ProblemText>{t('notTreated')}</ProblemText> : null}
      </div>
      <div className={style['wide']}>
        {picked ? <Comparison study={study} candidate={picked} /> : null}
        {problem ? <ProblemText>{problem}</ProblemText> : null}
        <Button
          kind="primary"
          isBusy={match.isPending}
          why={isOffline ? t('offlineWhy') : picked ? null : t('pickFirst')}
          onPress={press}
        >
          {others ? t('matchAnyway', { facts: ask.differs.map((fact) => t(fact)).join(', ') }) : t('match')}{' '}
          <kbd>Enter</kbd>
        </Button>
        <RemoveStudyButton studyId={study.id} facilityId={facilityId} isOffline={isOffline} />
      </div>
    </article>
  )
}

/** The patient picked from the list, or looked up and compared; `isForeign` when the sender does not treat them. */
function usePicked(studyId: string, pickedId: string | null, candidates: readonly Candidate[]) {
  const suggested = candidates.find((each) => each.patient.id === pickedId)
  const isLookedUp = pickedId !== null && !suggested
  const looked = useQuery({ ...comparisonQuery(studyId, pickedId ?? ''), enabled: isLookedUp })
  return { picked: suggested ?? (isLookedUp ? looked.data : undefined), isForeign: isLookedUp && looked.isError }
}

function useMatch(study: WaitingStudy, facilityId: string, onMatched: Props['onMatched']) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (patient: PatientBrief) => {
      await call(matchStudy, { studyId: study.id, patientId: patient.id })
      return patient
    },
    onSuccess: async (patient) => {
      onMatched({ studyId: study.id, patient })
      await queries.invalidateQueries({ queryKey: ['facility', facilityId] })
    },
  })
}

/** A patient who differs in something is asked about once more; the question is of that patient alone. */
function useAsk(picked: Candidate | undefined) {
  const [askedId, setAskedId] = useState<string | null>(null)
  const differs = picked ? differencesOf(picked) : []
  const id = picked?.patient.id ?? null
  const isPlain = differs.length === 0 && !picked?.undoneAt
  return { isAsked: id !== null && (isPlain || askedId === id), differs, ask: () => setAskedId(id) }
}

type ListProps = {
  candidates: readonly Candidate[]
  pickedId: string | null
  onPick: (patientId: PatientBrief['id']) => void
}

function CandidateList({ candidates, pickedId, onPick }: ListProps) {
  const t = useWords(matchingWords)
  if (candidates.length === 0) return null
  return (
    <>
      <ol className={style['candidates']}>
        {candidates.map((candidate, index) => (
          <li key={candidate.patient.id}>
            <button
              type="button"
              aria-pressed={candidate.patient.id === pickedId}
              onClick={() => onPick(candidate.patient.id)}
            >
              <kbd>{index + 1}</kbd>
              <span>
                <PatientLine patient={candidate.patient} />
                <FitLine candidate={candidate} />
                {candidate.undoneAt ? (
                  <span className="small is-late">{t('undoneBefore', { time: shownMoment(candidate.undoneAt) })}</span>
                ) : null}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <p className="small dim">{t('candidatesNote')}</p>
    </>
  )
}

function Find({ root, onPick }: { root: RefObject<HTMLElement | null>; onPick: (patient: PatientBrief) => void }) {
  useEffect(() => {
    root.current?.querySelector<HTMLInputElement>('input[type="search"]')?.focus()
  }, [root])
  return <PatientSearch onPick={onPick} />
}

function Preview({ studyId }: { studyId: string }) {
  const t = useWords(matchingWords)
  const [isMissing, setIsMissing] = useState(false)
  return (
    <figure className={style['preview']}>
      {isMissing ? (
        <p>{t('noPreview')}</p>
      ) : (
        <img src={previewAddress(studyId)} alt={t('preview')} onError={() => setIsMissing(true)} />
      )}
      <figcaption>{t('previewNote')}</figcaption>
    </figure>
  )
}
