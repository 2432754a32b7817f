import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Choices, Field, Panel, ProblemText, Waiting } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import * as contract from '../contract/people.ts'
import type { RoleName } from '../contract.ts'
import style from './identity.module.css'
import { peopleQuery } from './queries.ts'
import { identityWords } from './words.ts'

const roleWord = (role: RoleName) => (role === 'coordinator' ? 'role-coordinator' : role)

/** The people of a facility, and the form that makes an account. */
export function PeoplePanel({ facilityId }: { facilityId: string }) {
  const t = useWords(identityWords)
  const people = useQuery(peopleQuery(facilityId))
  const problem = useProblem(people.error)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Panel title={t('people')} aside={<Button onPress={() => setIsOpen(!isOpen)}>{t('newPerson')}</Button>}>
      {isOpen ? <NewPersonForm facilityId={facilityId} onDone={() => setIsOpen(false)} /> : null}
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      {people.isPending ? <Waiting>{t('loading')}</Waiting> : null}
      <ul className={style['rows']}>
        {people.data?.map((person) => (
          <li key={person.id}>
            <span>
              <b>{`${person.title} ${person.fullName}`.trim()}</b> <span className="small dim">{person.email}</span>
            </span>
            <span className="small dim">
              {person.roles.map((held) => t(roleWord(held.role))).join(', ')} ·{' '}
              {person.hasTotp ? t('twoSteps') : t('oneStep')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const empty = { fullName: '', title: '', email: '', password: '', department: '' }

function NewPersonForm({ facilityId, onDone }: { facilityId: string; onDone: () => void }) {
  const t = useWords(identityWords)
  const queries = useQueryClient()
  const [form, setForm] = useState(empty)
  const [role, setRole] = useState<RoleName>('doctor')
  const set = (name: keyof typeof empty) => (value: string) => setForm({ ...form, [name]: value })
  const create = useMutation({
    mutationFn: async () =>
      await call(contract.createPerson, { facilityId, ...form, role, specialty: null }, { key: crypto.randomUUID() }),
    onSuccess: async () => {
      onDone()
      await queries.invalidateQueries({ queryKey: ['people', facilityId] })
    },
  })
  const problem = useProblem(create.error)
  const roles: RoleName[] = ['doctor', 'nurse', 'technician', 'coordinator', 'administrator']
  return (
    <form
      className={style['form']}
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate()
      }}
    >
      <Field label={t('fullName')} value={form.fullName} onChange={set('fullName')} maxLength={120} />
      <Field label={t('academic')} value={form.title} onChange={set('title')} maxLength={30} />
      <Field label={t('email')} type="email" value={form.email} onChange={set('email')} />
      <Choices
        label={t('role')}
        value={role}
        onChange={setRole}
        options={roles.map((value) => ({ value, text: t(roleWord(value)) }))}
      />
      <Field
        label={t('firstPassword')}
        type="password"
        autoComplete="new-password"
        value={form.password}
        onChange={set('password')}
      />
      {problem ? <ProblemText>{problem}</ProblemText> : null}
      <span>
        <Button kind="primary" type="submit" isBusy={create.isPending} onPress={() => undefined}>
          {t('create')}
        </Button>
      </span>
    </form>
  )
}
