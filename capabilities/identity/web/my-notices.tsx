import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { type Say, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { type NoticeSetting, type QuietHours, setNoticeSetting } from '../contract/notices.ts'
import style from './identity.module.css'
import { noticeWords } from './notice-words.ts'
import { noticeSettingQuery } from './queries.ts'
import { QuietHoursDialog } from './quiet-hours-dialog.tsx'
import { weekdays } from './weekdays.ts'

/** How I hear of what is no emergency: whether at all, and the hours in which it waits. */
export function MyNotices() {
  const t = useWords(noticeWords)
  const found = useQuery(noticeSettingQuery)
  const problem = useProblem(found.error)
  return (
    <Panel title={t('title')}>
      <p className="small dim">{t('what')}</p>
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {found.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {found.data ? <Setting setting={found.data} /> : null}
      <p>{t('emergency')}</p>
    </Panel>
  )
}

function Setting({ setting }: { setting: NoticeSetting }) {
  const t = useWords(noticeWords)
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const save = useMutation({
    mutationFn: async (next: NoticeSetting) => await call(setNoticeSetting, next),
    onSuccess: () => setIsOpen(false),
    onSettled: async () => await queries.invalidateQueries({ queryKey: noticeSettingQuery.queryKey }),
  })
  const problem = useProblem(save.error)
  const { isOn, quiet } = setting
  return (
    <>
      <ul className={style['rows']}>
        <li>
          <span>{t(isOn ? 'on' : 'off')}</span>
          <Button onPress={() => save.mutate({ isOn: !isOn, quiet })} isBusy={save.isPending}>
            {t(isOn ? 'switchOff' : 'switchOn')}
          </Button>
        </li>
        <li>
          <span>
            {t('quiet')}{' '}
            <span className={quiet ? 'figure' : 'small dim'}>{quiet ? spanText(quiet, t) : t('noQuiet')}</span>
          </span>
          <span className={style['row']}>
            {quiet ? (
              <Button onPress={() => save.mutate({ isOn, quiet: null })} isBusy={save.isPending}>
                {t('clear')}
              </Button>
            ) : null}
            <Button onPress={() => setIsOpen(true)}>{t(quiet ? 'change' : 'set')}</Button>
          </span>
        </li>
      </ul>
      {problem && !isOpen ? <ProblemText>{problem}</ProblemText> : null}
      {isOpen ? (
        <QuietHoursDialog
          quiet={quiet}
          isBusy={save.isPending}
          problem={problem}
          onSave={(next) => save.mutate({ isOn, quiet: next })}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </>
  )
}

function spanText({ from, to, weekdays: days }: QuietHours, t: Say<(typeof noticeWords)['words']>): string {
  const isEveryDay = days.length === weekdays.length
  const named = weekdays.filter(({ day }) => days.includes(day)).map(({ word }) => t(word).toLocaleLowerCase('vi'))
  return t(to < from ? 'spanOver' : 'span', { from, to, days: isEveryDay ? t('everyDay') : named.join(', ') })
}
