import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { toInstant } from '#platform/contract/instant.ts'
import { call } from '#platform/web/api.ts'
import type { Entry, EntryKind, EntryValue } from '../contract/run.ts'
import * as endpoints from '../contract/run-endpoints.ts'
import { runQuery } from './queries.ts'

/** An answer to write; which version it replaces is known here. */
export type Answer = { kind: EntryKind; code: string; value: EntryValue | null; reason?: string }

type Written = Parameters<typeof call<typeof endpoints.writeEntries>>[1]['entries'][number]
type Subject = { kind: string; id: string; patientId: string }

/** Presses that follow each other within this time go to the server together. */
const gatherMs = 250

const isSame = (one: { kind: EntryKind; code: string }, other: { kind: EntryKind; code: string }): boolean =>
  one.kind === other.kind && one.code === other.code

/** The answers as they will stand once what is unsent was written, so that a press shows at once over a weak link. */
function withUnsent(entries: readonly Entry[], unsent: readonly Written[]): Entry[] {
  const now = toInstant(new Date())
  return unsent.reduce<Entry[]>(
    (standing, { kind, code, value, basedOn, reason = '' }) => [
      ...standing.filter((entry) => !isSame(entry, { kind, code })),
      // the value is of the same schema, before and after parsing
      { kind, code, value, reason, version: basedOn + 1, isReopened: false, enteredBy: null, enteredAt: now } as Entry,
    ],
    [...entries],
  )
}

/**
 * Writes answers, those of a quarter of a second together and one message after the other. What is on its way is shown
 * as if it stood; after a refusal what stands is fetched and shown again.
 */
export function useWrite(subject: Subject, entries: readonly Entry[]) {
  const queries = useQueryClient()
  const [unsent, setUnsent] = useState<readonly Written[]>([])
  const gathered = useRef<Written[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { mutate, error } = useMutation({
    scope: { id: `write-entries/${subject.id}` },
    mutationFn: async (sent: readonly Written[]) =>
      await call(
        endpoints.writeEntries,
        { subjectKind: subject.kind, subjectId: subject.id, entries: [...sent] },
        { key: crypto.randomUUID() },
      ),
    onSettled: async (_entries, _error, sent) => {
      await queries.invalidateQueries({ queryKey: runQuery(subject).queryKey, exact: true })
      setUnsent((all) => all.filter((each) => !sent.includes(each)))
    },
  })
  const send = useCallback(() => {
    clearTimeout(timer.current)
    const sent = gathered.current
    gathered.current = []
    if (sent.length > 0) mutate(sent)
  }, [mutate])
  // what was pressed last is sent also when the page is left at once
  useEffect(() => {
    addEventListener('pagehide', send)
    return () => {
      removeEventListener('pagehide', send)
      send()
    }
  }, [send])
  const shown = withUnsent(entries, unsent)
  const write = (...answers: Answer[]) => {
    for (const answer of answers) {
      const earlier = gathered.current.find((each) => isSame(each, answer))
      const version = shown.find((entry) => isSame(entry, answer))?.version ?? 0
      const fresh: Written = { ...answer, reason: answer.reason ?? '', basedOn: earlier?.basedOn ?? version }
      gathered.current = [...gathered.current.filter((each) => each !== earlier), fresh]
      setUnsent((all) => [...all.filter((each) => each !== earlier), fresh])
    }
    clearTimeout(timer.current)
    timer.current = setTimeout(send, gatherMs)
  }
  return { entries: shown, isSaving: unsent.length > 0, write, error }
}
