import { useState } from 'react'
import { ValueEntry } from '#capabilities/records/web/index.tsx'
import { call } from '#platform/web/api.ts'
import { timeText, whenText } from '#platform/web/i18n/time.ts'
import { useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Chip, Empty, ProblemText } from '#platform/web/ui/pieces.tsx'
import type { Task } from '../contract/run.ts'
import * as endpoints from '../contract/run-endpoints.ts'
import { isLate } from './late.ts'
import { nameOf } from './name-of.ts'
import { named, useCommand, type Work } from './use-work.ts'
import style from './work.module.css'
import { workWords } from './work-words.ts'

const shownAtFirst = 4

/** The tasks that are late at a moment. */
export const lateTasks = (tasks: readonly Task[], now: number): Task[] =>
  tasks.filter((each) => !each.doneAt && isLate(each.dueAt, now))

/** The timed tasks of a pathway: what is late, what comes next, and what was done by whom. */
export function TaskSection({ work }: { work: Work }) {
  const t = useWords(workWords)
  const language = useLanguage()
  const planned = work.document.schedules.filter((schedule) =>
    work.run.tasks.some((task) => task.schedule === schedule.code),
  )
  if (planned.length === 0) {
    const [first] = work.document.schedules
    const after = work.document.milestones.find((each) => each.code === first?.after)?.label[language] ?? ''
    return <Empty>{t('noTasks', { after })}</Empty>
  }
  return (
    <>
      {planned.map((schedule) => (
        <Schedule key={schedule.code} work={work} schedule={schedule} />
      ))}
    </>
  )
}

type ScheduleProps = { work: Work; schedule: Work['document']['schedules'][number] }

function Schedule({ work, schedule }: ScheduleProps) {
  const t = useWords(workWords)
  const language = useLanguage()
  const [isWhole, setIsWhole] = useState(false)
  const tasks = work.run.tasks.filter((each) => each.schedule === schedule.code)
  const open = tasks.filter((each) => !each.doneAt)
  const shown = isWhole ? tasks : open.slice(0, shownAtFirst)
  const late = lateTasks(tasks, work.now).length
  return (
    <section className={style['score']} aria-label={schedule.label[language]}>
      <header>
        <h3>{schedule.label[language]}</h3>
        <p className={style['total']} role="status">
          <span>{t('tasksDone', { done: tasks.length - open.length, all: tasks.length })}</span>
          {late > 0 ? <Chip kind="late">{t('tasksLate', { n: late })}</Chip> : null}
        </p>
      </header>
      <ol className={style['tasks']}>
        {shown.map((task) => (
          <TaskRow key={task.id} work={work} task={task} also={schedule.also?.[language] ?? ''} />
        ))}
      </ol>
      {open.length > 0 && !work.why ? (
        <div className={style['foot']}>
          {schedule.wants.map((code) => (
            <ValueEntry key={code} patientId={work.subject.patientId} code={code} />
          ))}
        </div>
      ) : null}
      {tasks.length > shownAtFirst ? (
        <Button kind="quiet" onPress={() => setIsWhole(!isWhole)}>
          {isWhole ? t('showOpen') : t('showAll', { n: tasks.length })}
        </Button>
      ) : null}
    </section>
  )
}

function TaskRow({ work, task, also }: { work: Work; task: Task; also: string }) {
  const t = useWords(workWords)
  const done = useCommand(
    work.subject,
    async () => await call(endpoints.doTask, { ...named(work.subject), taskId: task.id }),
  )
  const isOverdue = lateTasks([task], work.now).length > 0
  return (
    <li data-is={task.doneAt ? 'done' : isOverdue ? 'late' : 'open'}>
      <b className="figure">{whenText(task.dueAt, work.now)}</b>
      <span>
        {t('taskNumber', { n: task.n })}
        {also ? ` · ${also}` : ''}
        {isOverdue ? <span className="is-late"> · {t('lateBy', { n: lateMinutes(task, work.now) })}</span> : null}
      </span>
      {task.doneAt ? (
        <span className="small dim">{t('doneBy', { name: nameOf(task.doneBy), time: timeText(task.doneAt) })}</span>
      ) : (
        <Button onPress={() => done.mutate(undefined)} isBusy={done.isPending} why={work.why}>
          {t('done')}
        </Button>
      )}
      {done.problem ? <ProblemText>{done.problem}</ProblemText> : null}
    </li>
  )
}

const lateMinutes = (task: Task, now: number): number => Math.floor((now - new Date(task.dueAt).getTime()) / 60_000)
