import { useState } from 'react'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { DateTimeField } from '#platform/web/ui/date-time-field.tsx'
import { Choices, Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useNow } from '#platform/web/use-now.ts'
import { useProblem } from '#platform/web/use-problem.ts'
import { furtherSigns, laboratoryValues, vitalSigns } from '../contract/observations.ts'
import { type ObservationCode, observationChoices, observationUnits } from '../contract.ts'
import style from './records.module.css'
import { useVitals } from './use-vitals.ts'
import { shownUnit } from './value-text.ts'
import { recordsWords } from './words.ts'

const aMinute = 60_000

/** What children need at once, besides what everybody does. */
const childSigns: readonly ObservationCode[] = ['capillary-refill', 'respiratory-effort', 'oxygen-therapy', 'weight']

type Props = { patientId: string; isChild: boolean }

/** Values of one moment, as many as there are: vital signs at once, other signs and the laboratory on one press more. */
export function VitalsEntry({ patientId, isChild }: Props) {
  const t = useWords(recordsWords)
  const [isOpen, setIsOpen] = useState(false)
  if (!isOpen) return <Button onPress={() => setIsOpen(true)}>{t('enterVitals')}</Button>
  return <VitalsForm patientId={patientId} isChild={isChild} onClose={() => setIsOpen(false)} />
}

const parts = ['furtherSigns', 'laboratory'] as const
type PartName = (typeof parts)[number]

function codesOf(isChild: boolean, open: readonly PartName[]) {
  // oxygen of a child is asked with how much of it
  const first: ObservationCode[] = isChild
    ? [...vitalSigns.filter((code) => code !== 'supplemental-oxygen'), ...childSigns]
    : [...vitalSigns]
  const more = { furtherSigns: furtherSigns.filter((code) => !first.includes(code)), laboratory: laboratoryValues }
  return { first, more, shown: [...first, ...open.flatMap((part): readonly ObservationCode[] => more[part])] }
}

function VitalsForm({ patientId, isChild, onClose }: Props & { onClose: () => void }) {
  const t = useWords(recordsWords)
  const [open, setOpen] = useState<readonly PartName[]>([])
  const { first, more, shown } = codesOf(isChild, open)
  const vitals = useVitals(patientId, shown, onClose)
  const { isReady, save } = vitals
  const problem = useProblem(save.error)
  return (
    <form
      className={style['vitals']}
      aria-label={t('enterVitals')}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) save.mutate()
      }}
    >
      <Values codes={first} vitals={vitals} />
      {parts.map((part) =>
        open.includes(part) ? (
          <fieldset key={part} className={style['group']}>
            <legend className={style['label']}>{t(part)}</legend>
            <Values codes={more[part]} vitals={vitals} isFirstFocused />
          </fieldset>
        ) : (
          <span key={part}>
            <Button kind="quiet" onPress={() => setOpen([...open, part])}>
              {t(`${part}Too`)}
            </Button>
          </span>
        ),
      )}
      <WhenAndHow vitals={vitals} isWeighed={shown.includes('weight')} />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <div className={style['row']}>
        <Button onPress={onClose}>{t('close')}</Button>
        <Button
          kind="primary"
          type="submit"
          isBusy={save.isPending}
          why={isReady ? null : t('vitalsNeeded')}
          onPress={() => undefined}
        >
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

type Vitals = ReturnType<typeof useVitals>

function WhenAndHow({ vitals: { form, change }, isWeighed }: { vitals: Vitals; isWeighed: boolean }) {
  const t = useWords(recordsWords)
  const now = useNow(aMinute)
  return (
    <>
      <DateTimeField
        label={t('measuredAt')}
        value={form.at}
        max={new Date(now + aMinute).toISOString()}
        onChange={(at) => change({ at })}
      />
      {isWeighed ? (
        <Check
          label={t('weightEstimated')}
          isOn={form.isEstimated}
          onChange={(isEstimated) => change({ isEstimated })}
        />
      ) : null}
    </>
  )
}

type ValuesProps = { codes: readonly ObservationCode[]; vitals: Vitals; isFirstFocused?: boolean }

/** The fields of some codes. Opened by a press of somebody who wants to type there now, the first has the focus. */
function Values({ codes, vitals, isFirstFocused }: ValuesProps) {
  const t = useWords(recordsWords)
  const chosen = codes.filter((code) => observationChoices[code])
  return (
    <div
      className={style['vitals']}
      ref={(group) => {
        if (isFirstFocused && group && !group.contains(document.activeElement)) group.querySelector('input')?.focus()
      }}
    >
      <div className={style['pair']}>
        {codes
          .filter((code) => observationUnits[code])
          .map((code) => (
            <Field
              key={code}
              label={`${t(code)} ${shownUnit(observationUnits[code]?.unit ?? '')}`.trim()}
              value={vitals.textOf(code)}
              inputMode="decimal"
              maxLength={8}
              onChange={(text) => vitals.change({ [code]: text })}
              problem={vitals.problemOf(code)}
            />
          ))}
      </div>
      {chosen.map((code) => (
        <Chosen key={code} code={code} vitals={vitals} />
      ))}
    </div>
  )
}

function Chosen({ code, vitals }: { code: ObservationCode; vitals: Vitals }) {
  const t = useWords(recordsWords)
  const language = useLanguage()
  const value = vitals.textOf(code)
  return (
    <div>
      <p className={style['label']}>
        {t(code)}{' '}
        {value ? (
          <Button kind="quiet" onPress={() => vitals.change({ [code]: '' })}>
            {t('notChosen')}
          </Button>
        ) : null}
      </p>
      <Choices
        label={t(code)}
        value={value || null}
        onChange={(next) => vitals.change({ [code]: next })}
        options={(observationChoices[code] ?? []).map((each) => ({ value: each.value, text: each[language] }))}
      />
    </div>
  )
}
