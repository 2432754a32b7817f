import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Facts } from '../contract/evaluate.ts'
import { factsOf } from '../contract/facts.ts'
import { type Entry, type EntryKind, moment } from '../contract/run.ts'
import type { Run } from '../contract/run-endpoints.ts'
import type { Side } from '../contract/side.ts'
import type { PathwayDocument } from '../contract.ts'
import { pathwayQuery, runQuery } from './queries.ts'
import { type Answer, useWrite } from './use-write.ts'

/** What a pathway runs for. */
export type Subject = { kind: string; id: string; patientId: string }

/** The pathway of a case as its sections work with it. */
export type Work = {
  subject: Subject
  document: PathwayDocument
  run: Run
  facts: Facts
  now: number
  /** Why nothing can be written, or null when it can. */
  why: string | null
  /** Answers are on their way: what the server computes now would not know them. */
  isSaving: boolean
  write: (...answers: Answer[]) => void
  entry: (kind: EntryKind, code: string) => Entry | undefined
}

/** The pathway of a subject, or null while it is fetched; with the problem of the last write. */
export function useWork(subject: Subject, at: { now: number; why: string | null }) {
  const fetched = useQuery(runQuery(subject))
  const { code = '', version = 0 } = fetched.data ?? {}
  const document = useQuery({ ...pathwayQuery(code, version), enabled: fetched.data !== undefined })
  const { entries, isSaving, write, error } = useWrite(subject, fetched.data?.entries ?? [])
  const problem = useProblem(error ?? fetched.error ?? document.error)
  if (!fetched.data || !document.data) return { work: null, problem }
  const run: Run = { ...fetched.data, entries }
  const work: Work = {
    ...{ subject, document: document.data, run, isSaving, write },
    ...{ now: at.now, why: at.why, facts: factsOf(document.data, run, at.now) },
    entry: (kind, entryCode) => entries.find((entry) => entry.kind === kind && entry.code === entryCode),
  }
  return { work, problem }
}

/** The work as it is for what one end alone answers: the other end reads it, and is told why. */
export const forEnd = (work: Work, by: Side | null, why: string): Work =>
  by === null || work.why || by === work.run.answersAs ? work : { ...work, why }

/** When a step was done; null when it was not, or must be done again since what it rests on was corrected. */
export function doneAt(work: Pick<Work, 'entry'>, code: string): string | null {
  const entry = work.entry('step', code)
  return entry && !entry.isReopened ? (moment.safeParse(entry.value).data?.at ?? null) : null
}

/** A command of a running pathway; afterwards what stands is fetched again. */
export function useCommand<Input, Output>(subject: Subject, send: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  const command = useMutation({
    mutationFn: send,
    onSettled: async () => await queries.invalidateQueries({ queryKey: [subject.kind, subject.id] }),
  })
  return { ...command, problem: useProblem(command.error) }
}

/** How endpoints name a subject. */
export const named = (subject: Subject) => ({ subjectKind: subject.kind, subjectId: subject.id })
