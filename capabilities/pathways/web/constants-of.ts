import type { Language, Say } from '#platform/web/i18n/words.ts'
import { calculators } from '../contract/calculators/registry.ts'
import { scores } from '../contract/scores/registry.ts'
import type { PathwayDocument } from '../contract.ts'
import type { pathwaysWords } from './words.ts'

/** One constant of a pathway as a doctor reads it before approving: what, how much, by which source. */
export type Constant = { key: string; what: string; value: string; source: string }

type Reader = { language: Language; t: Say<(typeof pathwaysWords)['words']> }

/** A label within a sentence: small at its beginning, unless it is an abbreviation. */
export const inSentence = (label: string, language: Language): string =>
  /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLocaleLowerCase(language) + label.slice(1)

const capital = (text: string, language: Language): string => text.charAt(0).toLocaleUpperCase(language) + text.slice(1)

function clocks({ windows, milestones, schedules, bundles, followUps }: PathwayDocument, { language, t }: Reader) {
  const labelOf = (code: string) =>
    inSentence(milestones.find((each) => each.code === code)?.label[language] ?? code, language)
  const within = (minutes: number, after: string) => t('within', { n: minutes, after: labelOf(after) })
  return [
    ...windows.map((each) => ({
      ...{ key: `window-${each.code}`, what: capital(each.label[language], language), source: each.source },
      value: within(each.minutes, each.after),
    })),
    ...milestones.flatMap(({ code, label, within: target }) =>
      target
        ? [{ key: code, what: label[language], value: within(target.minutes, target.after), source: target.source }]
        : [],
    ),
    ...schedules.map((each) => ({
      ...{ key: `schedule-${each.code}`, what: each.label[language], source: each.source },
      value: each.spans.map((span) => t('every', { n: span.everyMinutes, for: span.forMinutes })).join('; '),
    })),
    ...bundles.flatMap((bundle) => [
      {
        ...{ key: `bundle-${bundle.code}`, what: bundle.label[language], source: bundle.source },
        value: t('inMinutes', { n: bundle.withinMinutes }),
      },
      ...bundle.steps.map((step) => ({
        ...{ key: `step-${bundle.code}-${step.code}`, what: step.label[language], source: step.source },
        value: [step.say[language], step.dose?.[language] ?? ''].filter(Boolean).join(' '),
      })),
    ]),
    ...followUps.map((each) => ({
      ...{ key: `follow-up-${each.hours}`, what: t('followUp'), source: each.source },
      value: t('inHours', { n: each.hours }),
    })),
  ]
}

function rules({ alerts, criteria, checklists, diagrams, tallies }: PathwayDocument, { language, t }: Reader) {
  return [
    ...alerts.map((each) => ({
      ...{ key: `alert-${each.code}`, what: t('warning'), value: each.label[language], source: each.source },
    })),
    ...criteria.flatMap((list) =>
      list.rows.map((row) => ({
        ...{ key: `criteria-${list.code}-${row.code}`, what: `${list.label[language]}: ${row.label[language]}` },
        ...{ value: row.conditions.map((each) => each.label[language]).join('; '), source: row.source },
      })),
    ),
    ...checklists.flatMap((list) =>
      list.lines.map((line) => ({
        ...{ key: `line-${list.code}-${line.code}`, what: list.label[language], source: line.source },
        value: line.weight === 'relative' ? `${line.label[language]} (${t('relative')})` : line.label[language],
      })),
    ),
    ...diagrams.map((each) => ({
      ...{ key: `diagram-${each.code}`, what: each.label[language], source: each.source },
      value: each.regions.map((region) => `${region.label[language]} −${region.points}`).join(', '),
    })),
    ...tallies.map((each) => ({
      ...{ key: `tally-${each.code}`, what: each.label[language], value: each.unit, source: each.source },
    })),
  ]
}

function registered(document: PathwayDocument, { language, t }: Reader): Constant[] {
  const used = [
    ...document.scores.flatMap((each) => scores[each.code] ?? []),
    ...document.calculators.flatMap((each) => calculators[each.code] ?? []),
  ]
  return used.map((each) => ({
    ...{ key: `used-${each.code}`, what: each.name[language], source: each.source },
    value: each.isUnconfirmed
      ? `${t('version', { n: each.version })}, ${t('unconfirmed')}`
      : t('version', { n: each.version }),
  }))
}

/** Every constant of a pathway with its source: clocks, steps, rules, lists, and the scores and doses that it uses. */
export const constantsOf = (document: PathwayDocument, reader: Reader): Constant[] => [
  ...clocks(document, reader),
  ...rules(document, reader),
  ...registered(document, reader),
]
