import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toInstant } from '#platform/contract/instant.ts'
import { call } from '#platform/web/api.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Facts } from '../contract/evaluate.ts'
import { factsOf } from '../contract/facts.ts'
import type { Entry, EntryKind, EntryValue } from '../contract/run.ts'
import * as endpoints from '../contract/run-endpoints.ts'
import type { PathwayDocument } from '../contract.ts'
import { pathwayQuery, runQuery } from './queries.ts'

/** What a pathway runs for. */
export type Subject = { kind: string; id: string; patientId: string }

/** An answer to write; which version it replaces is known here. */
export type Answer = { kind: EntryKind; code: string; value: EntryValue | null; reason?: string }

/** The pathway of a case as its sections work with it. */
export type Work = {
  subject: Subject
  document: PathwayDocument
  run: endpoints.Run
  facts: Facts
  now: number
  /** Why nothing can be written, or null when it can. */
  why: string | null
  write: (...answers: Answer[]) => void
  entry: (kind: EntryKind, code: string) => Entry | undefined
}

type Written = Parameters<typeof call<typeof endpoints.writeEntries>>[1]['entries']

const isSame = (entry: Entry, answer: { kind: EntryKind; code: string }): boolean =>
  entry.kind === answer.kind && entry.code === answer.code

/** The answers as they will stand once these were written, so that a press shows at once over a weak link. */
function withAnswers(entries: readonly Entry[], written: Written): Entry[] {
  const fresh = written.map(({ kind, code, value, basedOn }) => ({
    ...{ kind, code, value, version: basedOn + 1, isReopened: false },
    ...{ enteredBy: null, enteredAt: toInstant(new Date()) },
  }))
  // the values are of the same schema, before and after parsing
  return [...entries.filter((entry) => !fresh.some((each) => isSame(entry, each))), ...(fresh as Entry[])]
}

/** Writes answers one after the other; a refusal puts back what stood and fetches what stands now. */
function useWrite(subject: Subject) {
  const queries = useQueryClient()
  const { queryKey } = runQuery(subject)
  const mutationKey = ['write-entries', subject.id]
  return useMutation({
    mutationKey,
    scope: { id: `write-entries/${subject.id}` },
    mutationFn: async (entries: Written) =>
      await call(
        endpoints.writeEntries,
        { subjectKind: subject.kind, subjectId: subject.id, entries },
        { key: crypto.randomUUID() },
      ),
    onMutate: async (written) => {
      await queries.cancelQueries({ queryKey, exact: true })
      queries.setQueryData<endpoints.Run>(
        queryKey,
        (run) => run && { ...run, entries: withAnswers(run.entries, written) },
      )
    },
    onSettled: async () => {
      // while others are on their way, what the server knows is older than what is shown
      if (queries.isMutating({ mutationKey }) === 1) await queries.invalidateQueries({ queryKey, exact: true })
    },
  })
}

/** The pathway of a subject, or null while it is fetched; with the problem of the last write. */
export function useWork(subject: Subject, at: { now: number; why: string | null }) {
  const queries = useQueryClient()
  const run = useQuery(runQuery(subject))
  const code = run.data?.code ?? ''
  const document = useQuery({ ...pathwayQuery(code, run.data?.version ?? 0), enabled: run.data !== undefined })
  const write = useWrite(subject)
  const problem = useProblem(write.error ?? run.error ?? document.error)
  if (!run.data || !document.data) return { work: null, problem }
  const live = () => queries.getQueryData(runQuery(subject).queryKey)?.entries ?? []
  const work: Work = {
    ...{ subject, document: document.data, run: run.data },
    ...{ now: at.now, why: at.why, facts: factsOf(document.data, run.data, at.now) },
    write: (...answers) =>
      write.mutate(
        answers.map(({ reason = '', ...answer }) => ({
          ...answer,
          reason,
          basedOn: live().find((entry) => isSame(entry, answer))?.version ?? 0,
        })),
      ),
    entry: (kind, entryCode) => run.data.entries.find((entry) => isSame(entry, { kind, code: entryCode })),
  }
  return { work, problem }
}

/** A command of a running pathway whose answer is fetched again. */
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
