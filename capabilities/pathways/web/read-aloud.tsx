import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Language, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { TimeLeft } from '#platform/web/ui/pieces.tsx'
import type { BundleDefinition } from '../contract/pathway-parts.ts'
import { spokenStep } from '../contract/spoken-step.ts'
import { stepWhy } from './step-why.ts'
import { doneAt, type Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

type Props = {
  work: Work
  bundle: BundleDefinition
  startedAt: number
  onDone: (code: string) => void
  onClose: () => void
}

const canSpeak = typeof speechSynthesis !== 'undefined'

function speak(text: string, language: Language): void {
  if (!canSpeak) return
  speechSynthesis.cancel()
  const said = new SpeechSynthesisUtterance(text)
  said.lang = language === 'vi' ? 'vi-VN' : 'en-GB'
  said.rate = 0.95
  speechSynthesis.speak(said)
}

/** True once the machine has a voice for the language; the list of voices comes a little later on some. */
function useVoice(language: Language): boolean {
  const [hasVoice, setHasVoice] = useState(false)
  useEffect(() => {
    if (!canSpeak) return undefined
    const look = () => setHasVoice(speechSynthesis.getVoices().some((voice) => voice.lang.startsWith(language)))
    look()
    speechSynthesis.addEventListener('voiceschanged', look)
    return () => speechSynthesis.removeEventListener('voiceschanged', look)
  }, [language])
  return hasVoice
}

/** The whole screen for the next step: spoken, in large letters, done by the space bar; the clock leads on. */
export function ReadAloud({ work, bundle, startedAt, onDone, onClose }: Props) {
  const t = useWords(workWords)
  const language = useLanguage()
  const frame = useRef<HTMLDialogElement>(null)
  // what goes in order is never passed by for the sake of the clock
  const [isClockLeading, setIsClockLeading] = useState(!bundle.isInOrder)
  const hasVoice = useVoice(language)
  const isDone = (code: string) => doneAt(work, `${bundle.code}.${code}`) !== null
  const now = spokenStep(bundle, { startedAt, now: work.now, isClockLeading }, isDone)
  const sentence = now?.step.say[language] ?? t('allDone')
  // opening focuses its first button, so it comes before the effect that focuses the one for the space bar
  useLayoutEffect(() => {
    frame.current?.showModal()
    return () => {
      if (canSpeak) speechSynthesis.cancel()
    }
  }, [])
  useEffect(() => speak(sentence, language), [sentence, language])
  return (
    <dialog ref={frame} className={style['aloud']} aria-label={bundle.label[language]} onClose={onClose}>
      <header>
        <h2>{bundle.label[language]}</h2>
        <Button onPress={onClose}>{t('close')}</Button>
      </header>
      <div className={style['spoken']} aria-live="assertive">
        {now ? (
          <>
            <p className="dim">
              {t('stepOf', { n: now.index + 1, all: bundle.steps.length })} ·{' '}
              <TimeLeft until={new Date(now.dueAt).toISOString()} now={work.now} size="m" />
            </p>
            <p className={style['sentence']}>{sentence}</p>
            {now.step.dose ? <p className={style['spokenDose']}>{now.step.dose[language]}</p> : null}
          </>
        ) : (
          <p className={style['sentence']}>{sentence}</p>
        )}
      </div>
      <footer>
        {now ? (
          // space and Enter press the focused button, so nothing else need be touched
          <DoneButton
            key={now.step.code}
            why={stepWhy(work, bundle, now.step.code, t)}
            onPress={() => onDone(now.step.code)}
          />
        ) : null}
        <Button onPress={() => speak(sentence, language)}>{t('sayAgain')}</Button>
        {bundle.isInOrder ? null : <Check label={t('clockLeads')} isOn={isClockLeading} onChange={setIsClockLeading} />}
        {hasVoice ? null : <p className="small dim">{t('noVoice')}</p>}
      </footer>
    </dialog>
  )
}

function DoneButton({ onPress, why }: { onPress: () => void; why: string | null }) {
  const t = useWords(workWords)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.querySelector('button')?.focus(), [])
  return (
    <div ref={place}>
      <Button kind="primary" isBig onPress={onPress} why={why} below={t('spaceBar')}>
        {t('done')}
      </Button>
    </div>
  )
}
