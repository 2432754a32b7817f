import type { ReactNode } from 'react'
import type { Say } from '#platform/web/i18n/words.ts'
import { BundleSection, startOf } from './bundle-section.tsx'
import { ChecklistSection } from './checklist-section.tsx'
import { CriteriaSection } from './criteria-section.tsx'
import { DiagramSection } from './diagram-section.tsx'
import { DoseSection } from './dose-section.tsx'
import { FormSection } from './form-section.tsx'
import { ScoreSection } from './score-section.tsx'
import { lateTasks, TaskSection } from './task-section.tsx'
import { TimelineSection, type TimeSlot } from './timeline-section.tsx'
import { doneAt, type Work } from './use-work.ts'
import type { workWords } from './work-words.ts'

/** What a part needs besides the pathway itself. */
export type Around = { personId: string; timeSlot: TimeSlot; printAt: string }

type T = Say<(typeof workWords)['words']>

/** A part of a pathway: whether the document has it, what its button says, whether it presses, and what it shows. */
export type Part = {
  name: keyof (typeof workWords)['words'] & `part-${string}`
  isThere: (document: Work['document']) => boolean
  says: (work: Work, t: T) => string
  isUrgent: (work: Work) => boolean
  show: (work: Work, around: Around) => ReactNode
}

const calm = () => false

const stepsLeft = (work: Work): number =>
  work.document.bundles
    .filter((bundle) => startOf(work, bundle) !== null)
    .flatMap((bundle) => bundle.steps.filter((step) => doneAt(work, `${bundle.code}.${step.code}`) === null)).length

const dosesOpen = (work: Work): number => work.run.doses.filter((dose) => dose.is !== 'confirmed').length

const late = (work: Work): number => lateTasks(work.run.tasks, work.now).length

function formSays({ document, facts }: Work): string {
  const known = document.items.filter((item) => facts.values.has(item.code)).length
  return `${known}/${document.items.length}`
}

function scoresSay({ run }: Work, t: T): string {
  const said = run.scores.map((each) => `${each.code.toUpperCase()} ${each.total ?? `≥${each.atLeast}`}`)
  return said.join(', ') || t('notScored')
}

function linesSay({ document, facts }: Work): string {
  const all = document.checklists.reduce((sum, list) => sum + list.lines.length, 0)
  return `${facts.lines.size}/${all}`
}

function diagramsSay({ document, facts }: Work, t: T): string {
  const read = document.diagrams.flatMap((each) => facts.scores.get(each.code)?.total ?? [])
  return read.join(' · ') || t('notRead')
}

function tasksSay(work: Work, t: T): string {
  const { tasks } = work.run
  if (late(work) > 0) return t('tasksLate', { n: late(work) })
  return `${tasks.filter((task) => task.doneAt).length}/${tasks.length}`
}

/** The parts of a pathway in the order in which a case needs them. */
export const parts: readonly Part[] = [
  {
    name: 'part-form',
    isThere: (document) => document.items.length + document.tallies.length > 0,
    says: formSays,
    isUrgent: calm,
    show: (work) => <FormSection work={work} />,
  },
  {
    name: 'part-scores',
    isThere: (document) => document.scores.length > 0,
    says: scoresSay,
    isUrgent: calm,
    show: (work) => <ScoreSection work={work} />,
  },
  {
    name: 'part-checklists',
    isThere: (document) => document.checklists.length > 0,
    says: linesSay,
    isUrgent: (work) => work.run.entries.some((entry) => entry.isReopened),
    show: (work) => <ChecklistSection work={work} />,
  },
  {
    name: 'part-diagrams',
    isThere: (document) => document.diagrams.length > 0,
    says: diagramsSay,
    isUrgent: calm,
    show: (work) => <DiagramSection work={work} />,
  },
  {
    name: 'part-criteria',
    isThere: (document) => document.criteria.length > 0,
    says: (_work, t) => t('lookUp'),
    isUrgent: calm,
    show: (work) => <CriteriaSection work={work} />,
  },
  {
    name: 'part-doses',
    isThere: (document) => document.calculators.length > 0,
    says: (work, t) => (dosesOpen(work) > 0 ? t('dosesOpen', { n: dosesOpen(work) }) : t('lookUp')),
    isUrgent: (work) => dosesOpen(work) > 0,
    show: (work, around) => <DoseSection work={work} personId={around.personId} />,
  },
  {
    name: 'part-tasks',
    isThere: (document) => document.schedules.length > 0,
    says: tasksSay,
    isUrgent: (work) => late(work) > 0,
    show: (work) => <TaskSection work={work} />,
  },
  {
    name: 'part-bundles',
    isThere: (document) => document.bundles.length > 0,
    says: (work, t) => (stepsLeft(work) > 0 ? t('stepsOpen', { n: stepsLeft(work) }) : t('lookUp')),
    isUrgent: (work) => stepsLeft(work) > 0,
    show: (work) => <BundleSection work={work} />,
  },
  {
    name: 'part-timeline',
    isThere: () => true,
    says: (work, t) => t('stationsPassed', { n: work.run.milestones.length }),
    isUrgent: calm,
    show: (work, around) => <TimelineSection work={work} timeSlot={around.timeSlot} printAt={around.printAt} />,
  },
]
