import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { whenText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, Choices, Field, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useDraft } from '#platform/web/use-draft.ts'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import type { Opinion } from '../contract/opinions.ts'
import * as contract from '../contract/opinions.ts'
import style from './consults.module.css'
import { lawWords } from './law-words.ts'
import { nameOf } from './name-of.ts'

const opinionsQuery = (consultId: string) =>
  queryOptions({
    queryKey: ['consult', consultId, 'opinions'],
    queryFn: async ({ signal }) => await call(contract.listOpinions, { consultId }, { signal }),
  })

type Props = { consultId: string; personId: string; isDoctor: boolean }

/** What each expert holds, dissent among it; a doctor who takes part writes their own and changes it by a new version. */
export function OpinionsPanel({ consultId, personId, isDoctor }: Props) {
  const t = useWords(lawWords)
  const found = useQuery(opinionsQuery(consultId))
  const [open, setOpen] = useState<Opinion | 'new' | null>(null)
  const problem = useProblem(found.error)
  return (
    <Panel title={t('opinions')}>
      {problem && !found.data ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('opening')}</Waiting> : null}
      {found.data?.length === 0 ? <p className="dim">{t('noOpinion')}</p> : null}
      {found.data?.map((opinion) => (
        <Written key={opinion.opinionId} opinion={opinion}>
          {opinion.author.id === personId && !open ? (
            <Button kind="quiet" onPress={() => setOpen(opinion)}>
              {t('changeOpinion')}
            </Button>
          ) : null}
        </Written>
      ))}
      {open ? (
        <OpinionForm consultId={consultId} before={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      ) : null}
      {isDoctor && !open ? (
        <span>
          <Button onPress={() => setOpen('new')}>{t('writeOpinion')}</Button>
        </span>
      ) : null}
    </Panel>
  )
}

function Written({ opinion, children }: { opinion: Opinion; children: React.ReactNode }) {
  const t = useWords(lawWords)
  const now = useNow(60_000)
  const said = { name: nameOf(opinion.author), time: whenText(opinion.writtenAt, now), n: opinion.version }
  return (
    <div className={style['form']}>
      <p className="small dim">
        {opinion.kind === 'dissent' ? <Chip kind="late">{t('dissent')}</Chip> : null}{' '}
        {t(opinion.version > 1 ? 'byVersion' : 'by', said)}
      </p>
      <p className={style['written']}>{opinion.text}</p>
      {children}
    </div>
  )
}

type FormProps = { consultId: string; before: Opinion | null; onClose: () => void }

function OpinionForm({ consultId, before, onClose }: FormProps) {
  const t = useWords(lawWords)
  const queries = useQueryClient()
  const [opinionId] = useState(() => before?.opinionId ?? (crypto.randomUUID() as Opinion['opinionId']))
  const [kind, setKind] = useState(before?.kind ?? 'opinion')
  const [draft, setText, clear] = useDraft(`opinion/${consultId}/${before?.opinionId ?? 'new'}`)
  const [isTouched, setIsTouched] = useState(before === null)
  const text = isTouched || draft ? draft : (before?.text ?? '')
  const write = useMutation({
    mutationFn: async () =>
      await call(contract.writeOpinion, { consultId, opinionId, basedOn: before?.version ?? 0, kind, text }),
    onSuccess: async () => {
      clear()
      onClose()
      await queries.invalidateQueries({ queryKey: ['consult', consultId] })
    },
  })
  const problem = useProblem(write.error)
  return (
    <div className={style['form']}>
      <Choices
        label={t('kindOf')}
        value={kind}
        onChange={setKind}
        options={(['opinion', 'dissent'] as const).map((value) => ({ value, text: t(value) }))}
      />
      <Field
        label={t('opinionText')}
        value={text}
        onChange={(next) => {
          setIsTouched(true)
          setText(next)
        }}
        rows={4}
        maxLength={8000}
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span className={style['actions']}>
        <Button
          kind="primary"
          onPress={() => write.mutate()}
          isBusy={write.isPending}
          why={text.trim() ? null : t('textMissing')}
        >
          {t('save')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </span>
    </div>
  )
}
