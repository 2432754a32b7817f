import { timeText } from '#platform/web/i18n/time.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import style from './consults.module.css'
import type { Unsent } from './use-request.ts'
import { consultsWords } from './words.ts'

type Props = { unsent: Unsent; phone: string | null; onSend: () => void; onDiscard: () => void }

/** NOT SENT, in full width, with the duty phone; it takes a press to send, whatever the link does. */
export function NotSent({ unsent, phone, onSend, onDiscard }: Props) {
  const t = useWords(consultsWords)
  return (
    <section className={style['notSent']} role="alert">
      <h2>{t('notSent')}</h2>
      <p>{t('notSentWhy')}</p>
      <p className={style['phone']}>{phone ?? '115'}</p>
      <p>
        <span className="figure">{timeText(unsent.pressedAt)}</span> · {unsent.input.question}
      </p>
      <div className={style['actions']}>
        <Button kind="emergency" onPress={onSend}>
          {t('sendNow')}
        </Button>
        <Button onPress={onDiscard}>{t('discard')}</Button>
      </div>
    </section>
  )
}
