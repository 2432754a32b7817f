import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Empty, Field, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import { useDraft } from '#platform/web/use-draft.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import * as thread from '../contract/thread.ts'
import { type Consult, consultCan } from '../contract.ts'
import style from './consults.module.css'
import { nameOf } from './name-of.ts'
import { plannedWords } from './planned-words.ts'
import { messagesQuery } from './queries.ts'
import { useOutbox } from './use-outbox.ts'
import { consultsWords } from './words.ts'

const kinds = thread.messageKind.options
type Kind = (typeof kinds)[number]

/** The conversation of a case; what is written without a link is kept here and sent when it is back. */
export function ThreadPanel({ consult }: { consult: Consult }) {
  const t = useWords(consultsWords)
  const messages = useQuery(messagesQuery(consult.id))
  const problem = useProblem(messages.error)
  const [text, setText, clear] = useDraft(`message/${consult.id}`)
  const [kind, setKind] = useState<Kind>('note')
  const outbox = useOutbox(consult.id)
  const arrived = new Set<string>(messages.data?.map((message) => message.id))
  const waiting = outbox.waiting.filter((message) => !arrived.has(message.messageId))
  const submit = () => {
    if (!text.trim()) return
    outbox.send(text.trim(), kind)
    clear()
  }
  return (
    <Panel title={t('thread')}>
      {problem && !messages.data ? <ProblemText>{problem}</ProblemText> : null}
      {messages.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {messages.data?.length === 0 && waiting.length === 0 ? <Empty>{t('nothingSaid')}</Empty> : null}
      <ul aria-live="polite">
        {messages.data?.map((message) => (
          <Message key={message.id} message={message} />
        ))}
        {waiting.map((message) => (
          <Said key={message.messageId} at={message.sentAt} by={t('willSend')} isWaiting text={message.text} />
        ))}
      </ul>
      {consultCan('converse', consult) ? (
        <form
          className={style['say']}
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          {consult.planned ? <KindPick kind={kind} onChange={setKind} /> : null}
          <Field
            label={t('writeHere')}
            isLabelHidden
            placeholder={t('writeHere')}
            value={text}
            onChange={setText}
            maxLength={4000}
          />
          <Button type="submit" onPress={() => undefined}>
            {t('send')}
          </Button>
        </form>
      ) : null}
    </Panel>
  )
}

function KindPick({ kind, onChange }: { kind: Kind; onChange: (kind: Kind) => void }) {
  const t = useWords(plannedWords)
  return (
    <Select
      label={t('kind')}
      isLabelHidden
      value={kind}
      options={kinds.map((value) => ({ value, text: t(wordOf(value)) }))}
      onChange={(next) => next && onChange(next)}
    />
  )
}

const wordOf = (kind: Kind) => (kind === 'question' ? 'kind-question' : kind)

function Message({ message }: { message: OutputOf<typeof thread.sendMessage> }) {
  const t = useWords(plannedWords)
  const by = nameOf(message.author)
  const said = message.kind === 'note' ? by : `${by} · ${t(wordOf(message.kind))}`
  return <Said at={message.sentAt} by={said} text={message.text} />
}

function Said({ at, by, text, isWaiting }: { at: string; by: string; text: string; isWaiting?: boolean }) {
  return (
    <li className={style['message']}>
      <time className="figure dim">{timeText(at)}</time>
      <div>
        <p className={isWaiting ? 'small is-late' : 'small dim'}>{by}</p>
        <p>{text}</p>
      </div>
    </li>
  )
}
