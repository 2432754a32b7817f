import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/api.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Button } from '#platform/web/ui/button.tsx'
import { Field, ProblemText } from '#platform/web/ui/pieces.tsx'
import { useProblem } from '#platform/web/use-problem.ts'
import { createPerson, type WantedRole } from '../contract/people.ts'
import style from './identity.module.css'
import { RoleEntry } from './role-entry.tsx'
import { identityWords } from './words.ts'

const empty = { fullName: '', title: '', email: '', phone: '', password: '' }

/** Makes an account at a facility. */
export function NewPersonForm({ facilityId, onDone }: { facilityId: string; onDone: () => void }) {
  const t = useWords(identityWords)
  const queries = useQueryClient()
  const [form, setForm] = useState(empty)
  const [role, setRole] = useState<WantedRole>({ role: 'doctor', specialty: null, department: '' })
  const set = (name: keyof typeof empty) => (value: string) => setForm({ ...form, [name]: value })
  const create = useMutation({
    mutationFn: async () => {
      const { phone, ...rest } = form
      return await call(createPerson, { facilityId, ...rest, ...role, ...(phone ? { phone } : {}) })
    },
    onSuccess: async () => {
      onDone()
      await queries.invalidateQueries({ queryKey: ['people', facilityId] })
    },
  })
  const problem = useProblem(create.error)
  return (
    <form
      className={style['form']}
      aria-label={t('newPerson')}
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate()
      }}
    >
      <Field label={t('fullName')} value={form.fullName} onChange={set('fullName')} maxLength={120} />
      <Field label={t('academic')} value={form.title} onChange={set('title')} maxLength={30} />
      <Field label={t('email')} type="email" value={form.email} onChange={set('email')} />
      <Field label={t('phone')} type="tel" value={form.phone} onChange={set('phone')} maxLength={20} />
      <RoleEntry role={role} onChange={setRole} />
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
