import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSpecialties } from '#capabilities/network/web/index.tsx'
import type { OutputOf } from '#platform/contract/endpoint.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Dialog } from '#platform/web/ui/dialog.tsx'
import { Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { Table } from '#platform/web/ui/table.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import type { listPeople } from '../contract/people.ts'
import { NewPersonForm } from './new-person-form.tsx'
import { peopleColumns } from './people-columns.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { peopleQuery } from './queries.ts'
import { identityWords } from './words.ts'

/** One row of the people of a facility. */
export type Listed = OutputOf<typeof listPeople>[number]

/** The people of a facility: who they are, what they are here; administrators change it. */
export function PeoplePanel({ facilityId, mayChange }: { facilityId: string; mayChange: boolean }) {
  const t = useWords(identityWords)
  const people = useQuery(peopleQuery(facilityId))
  const problem = useProblem(people.error)
  const { nameOf } = useSpecialties()
  const [isAdding, setIsAdding] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const person = people.data?.find((row) => row.id === chosen)
  const stop = () => setIsAdding(false)
  return (
    <Panel
      title={t('people')}
      aside={mayChange ? <Button onPress={() => setIsAdding(true)}>{t('newPerson')}</Button> : null}
    >
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {people.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      {people.data ? (
        <Table
          caption={t('people')}
          isCaptionHidden
          rows={people.data}
          keyOf={(row) => row.id}
          columns={peopleColumns({ t, nameOf, onOpen: mayChange ? setChosen : null })}
        />
      ) : null}
      <Dialog
        title={t('newPerson')}
        isOpen={isAdding}
        onClose={stop}
        actions={<Button onPress={stop}>{t('cancel')}</Button>}
      >
        <NewPersonForm facilityId={facilityId} onDone={stop} />
      </Dialog>
      {person ? <PersonDialog facilityId={facilityId} person={person} onClose={() => setChosen(null)} /> : null}
    </Panel>
  )
}
