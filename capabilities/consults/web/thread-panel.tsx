import { useQuery } from '@tanstack/react-query'
import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Empty, Field, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useDraft } from '#platform/web/use-draft.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { type Consult, consultCan } from '../contract.ts'
import style from './consults.module.css'
import { nameOf } from './needs-text.ts'
import { messagesQuery } from './queries.ts'
import { useOutbox } from './use-outbox.ts'
import { consultsWords } from './words.ts'

/** The conversation of a case; what is written without a link is kept here and sent when it is back. */
export function ThreadPanel({ consult }: { consult: Consult }) {
  const t = useWords(consultsWords)
  const messages = useQuery(messagesQuery(consult.id))
  const problem = useProblem(messages.error)
  const [text, setText, clear] = useDraft(`message/${consult.id}`)
  const outbox = useOutbox(consult.id)
  const arrived = new Set<string>(messages.data?.map((message) => message.id))
  const waiting = outbox.waiting.filter((message) => !arrived.has(message.messageId))
  const submit = () => {
    if (!text.trim()) return
    outbox.send(text.trim())
    clear()
  }
  return (
    <Panel title={t('thread')}>
      {problem && !messages.data ? <ProblemText>{problem}</ProblemText> : null}
      {messages.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {messages.data?.length === 0 && waiting.length === 0 ? <Empty>{t('nothingSaid')}</Empty> : null}
      <ul aria-live="polite">
        {messages.data?.map((message) => (
          <Said key={message.id} at={message.sentAt} by={nameOf(message.author)} text={message.text} />
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
