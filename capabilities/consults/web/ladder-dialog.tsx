import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { dutyPosition } from '#capabilities/identity/contract.ts'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import type { Id } from '#platform/contract/id.ts'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Check } from '#platform/web/ui/check.tsx'
import { Choices } from '#platform/web/ui/choices.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { type getLadder, type LadderDocument, ladderDocument, pageChannel, setLadder } from '../contract/ladder.ts'
import style from './consults.module.css'
import { pagingWords } from './paging-words.ts'
import { positionWord } from './position-word.ts'

type Ladder = OutputOf<typeof getLadder>
type Rung = LadderDocument['rungs'][number]
type Props = { facilityId: Id<'facility'>; ladder: Ladder; onClose: () => void }

const aMinuteSeconds = 60

const after = (rung: Rung | undefined): Rung => ({
  afterSeconds: rung ? rung.afterSeconds + aMinuteSeconds : 0,
  at: 'supporting',
  whom: ['leader'],
  sends: [{ channel: 'app', afterSeconds: 0 }],
})

/** Changes the ladder of a facility rung by rung; it is saved as a new version. */
export function LadderDialog({ facilityId, ladder, onClose }: Props) {
  const t = useWords(pagingWords)
  const queries = useQueryClient()
  const [rungs, setRungs] = useState<Rung[]>(ladder.document.rungs)
  const parsed = ladderDocument.safeParse({ rungs })
  const save = useMutation({
    mutationFn: async (document: LadderDocument) =>
      await call(setLadder, { facilityId, version: ladder.version, document }, { key: crypto.randomUUID() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['facility-ladder', facilityId] })
      onClose()
    },
  })
  const problem = useProblem(save.error)
  const change = (at: number, rung: Rung) => setRungs(rungs.map((each, place) => (place === at ? rung : each)))
  return (
    <Dialog
      title={t('ladder')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            kind="primary"
            onPress={() => parsed.success && save.mutate(parsed.data)}
            isBusy={save.isPending}
            why={parsed.success ? null : t('ladderWrong')}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <p className="small dim">{t('newEmergencies')}</p>
      {rungs.map((rung, at) => (
        // a rung has no identity but its place
        // biome-ignore lint/suspicious/noArrayIndexKey: rungs are not moved, only changed in their place
        <fieldset key={at} className={style['rung']}>
          <legend>{t('rung', { n: at + 1 })}</legend>
          <RungFields rung={rung} channels={ladder.channels} onChange={(next) => change(at, next)} />
          {rungs.length > 1 ? (
            <Button kind="quiet" onPress={() => setRungs(rungs.filter((_, place) => place !== at))}>
              {t('removeRung')}
            </Button>
          ) : null}
        </fieldset>
      ))}
      <Button onPress={() => setRungs([...rungs, after(rungs.at(-1))])}>{t('addRung')}</Button>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
    </Dialog>
  )
}

type FieldsProps = { rung: Rung; channels: Ladder['channels']; onChange: (rung: Rung) => void }

function RungFields({ rung, channels, onChange }: FieldsProps) {
  const t = useWords(pagingWords)
  const seconds = (text: string) => Math.min(3600, Number(text.replaceAll(/\D/g, '') || '0'))
  const toggle = (position: Rung['whom'][number], isOn: boolean) =>
    onChange({
      ...rung,
      whom: isOn ? [...rung.whom, position] : rung.whom.filter((each) => each !== position),
    })
  const toggleChannel = (channel: Rung['sends'][number]['channel'], isOn: boolean) =>
    onChange({
      ...rung,
      sends: isOn
        ? [...rung.sends, { channel, afterSeconds: 0 }]
        : rung.sends.filter((each) => each.channel !== channel),
    })
  return (
    <>
      <Field
        label={t('afterSeconds')}
        value={String(rung.afterSeconds)}
        onChange={(text) => onChange({ ...rung, afterSeconds: seconds(text) })}
      />
      <Choices
        label={t('at')}
        value={rung.at}
        onChange={(at) => onChange({ ...rung, at })}
        options={(['supporting', 'backup'] as const).map((value) => ({ value, text: t(value) }))}
      />
      <div className={style['checks']}>
        {dutyPosition.options.map((position) => (
          <Check
            key={position}
            label={t(positionWord(position))}
            isOn={rung.whom.includes(position)}
            onChange={(isOn) => toggle(position, isOn)}
          />
        ))}
      </div>
      <div className={style['checks']}>
        {pageChannel.options
          .filter((channel) => channel !== 'app')
          .map((channel) => (
            <Check
              key={channel}
              label={channels.includes(channel) ? t(channel) : `${t(channel)} (${t('off')})`}
              isOn={rung.sends.some((each) => each.channel === channel)}
              onChange={(isOn) => toggleChannel(channel, isOn)}
            />
          ))}
      </div>
    </>
  )
}
