import { useSpecialties } from '#capabilities/network/web/index.tsx'
import { useWords } from '#platform/web/i18n/words.ts'
import { Field } from '#platform/web/ui/pieces.tsx'
import { Select } from '#platform/web/ui/select.tsx'
import type { WantedRole } from '../contract/people.ts'
import type { RoleName } from '../contract.ts'
import style from './identity.module.css'
import { identityWords } from './words.ts'

const roles: readonly RoleName[] = ['doctor', 'nurse', 'technician', 'coordinator', 'administrator', 'leader']

/** The word of a role; that of a coordinator is also a position of the roster. */
export const roleWord = (role: RoleName) => (role === 'coordinator' ? 'role-coordinator' : role)

/** One role: what, in which specialty, in which department. */
export function RoleEntry({ role, onChange }: { role: WantedRole; onChange: (role: WantedRole) => void }) {
  const t = useWords(identityWords)
  const { options } = useSpecialties()
  return (
    <div className={style['pair']}>
      <Select
        label={t('role')}
        value={role.role}
        options={roles.map((value) => ({ value, text: t(roleWord(value)) }))}
        onChange={(value) => onChange({ ...role, role: value ?? role.role })}
      />
      <Select
        label={t('specialty')}
        value={role.specialty}
        isClearable
        placeholder={t('noSpecialty')}
        options={options}
        onChange={(specialty) => onChange({ ...role, specialty })}
      />
      <Field
        label={t('department')}
        value={role.department}
        maxLength={120}
        onChange={(department) => onChange({ ...role, department })}
      />
    </div>
  )
}
