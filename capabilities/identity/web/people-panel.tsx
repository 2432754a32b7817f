import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Table } from '#platform/web/ui/table.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { listPeople } from '../contract/people.ts'
import { NewPersonForm } from './new-person-form.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { peopleQuery } from './queries.ts'
import { roleWord } from './role-entry.tsx'
import { useSpecialties } from './use-specialties.ts'
import { identityWords } from './words.ts'

/** One row of the people of a facility. */
export type Listed = OutputOf<typeof listPeople>[number]

/** The people of a facility: who they are, what they are here; administrators change it. */
export function PeoplePanel({ facilityId, mayChange }: { facilityId: string; mayChange: boolean }) {
  const t = useWords(identityWords)
  const people = useQuery(peopleQuery(facilityId))
  const problem = useProblem(people.error)
  const specialties = useSpecialties()
  const [isAdding, setIsAdding] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const rows = people.data ?? []
  const person = rows.find((row) => row.id === chosen)
  const rolesText = (row: Listed) =>
    row.roles
      .map((held) => [t(roleWord(held.role)), held.specialty && specialties.nameOf(held.specialty)].filter(Boolean))
      .map((words) => words.join(' '))
      .join(', ')
  return (
    <Panel
      title={t('people')}
      aside={mayChange ? <Button onPress={() => setIsAdding(true)}>{t('newPerson')}</Button> : null}
    >
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {people.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      <Table
        caption={t('people')}
        isCaptionHidden
        rows={rows}
        keyOf={(row) => row.id}
        columns={[
          { key: 'name', head: t('fullName'), cell: (row) => <b>{`${row.title} ${row.fullName}`.trim()}</b> },
          {
            key: 'roles',
            head: t('role'),
            cell: (row) => (row.isDisabled ? <span className="dim">{t('isDisabled')}</span> : rolesText(row)),
          },
          {
            key: 'department',
            head: t('department'),
            cell: (row) => <span className="dim">{row.roles.find((held) => held.department)?.department ?? ''}</span>,
          },
          { key: 'steps', head: t('proof'), cell: (row) => (row.hasTotp ? t('twoSteps') : t('oneStep')) },
          { key: 'email', head: t('email'), cell: (row) => <span className="dim">{row.email}</span> },
          ...(mayChange
            ? [
                {
                  key: 'change',
                  head: '',
                  cell: (row: Listed) => (
                    <Button kind="quiet" onPress={() => setChosen(row.id)}>
                      {t('change')}
                      <span className="hidden-word">{row.fullName}</span>
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Dialog
        title={t('newPerson')}
        isOpen={isAdding}
        onClose={() => setIsAdding(false)}
        actions={<Button onPress={() => setIsAdding(false)}>{t('cancel')}</Button>}
      >
        <NewPersonForm facilityId={facilityId} onDone={() => setIsAdding(false)} />
      </Dialog>
      {person ? <PersonDialog facilityId={facilityId} person={person} onClose={() => setChosen(null)} /> : null}
    </Panel>
  )
}
