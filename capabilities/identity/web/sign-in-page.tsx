import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '#platform/web/i18n/words.ts'
import { Waiting } from '#platform/web/ui/pieces.tsx'
import type { PersonBrief } from '../contract.ts'
import { CodeForm } from './code-form.tsx'
import style from './identity.module.css'
import { PasswordForm } from './password-form.tsx'
import { PeopleHere } from './people-here.tsx'
import { PinForm } from './pin-form.tsx'
import { sharedDeviceQuery } from './queries.ts'
import { identityWords } from './words.ts'

type Step =
  | { at: 'people' }
  | { at: 'pin'; person: PersonBrief }
  | { at: 'password' }
  | { at: 'code'; isShared: boolean }

/**
 * Sign-in: e-mail and password, then a code where one is set up. At a shared computer first the names of those who
 * may come back by PIN.
 */
export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords(identityWords)
  const device = useQuery(sharedDeviceQuery)
  const [step, setStep] = useState<Step>({ at: 'people' })
  const people = device.data?.people ?? []
  const isShared = typeof device.data?.facilityName === 'string'
  const at = step.at === 'people' && people.length === 0 ? 'password' : step.at
  return (
    <main className={style['gate']}>
      <div className={style['card']}>
        <header>
          <h1 className={style['brand']}>Tuyến</h1>
          <p className="dim">{isShared ? t('sharedAt', { facility: device.data?.facilityName ?? '' }) : t('motto')}</p>
        </header>
        {device.isPending ? <Waiting>{t('loading')}</Waiting> : null}
        {!device.isPending && at === 'people' ? (
          <PeopleHere
            people={people}
            onPick={(person) => setStep({ at: 'pin', person })}
            onOther={() => setStep({ at: 'password' })}
          />
        ) : null}
        {step.at === 'pin' ? (
          <PinForm
            person={step.person}
            onSignedIn={onSignedIn}
            onBack={() => {
              void device.refetch()
              setStep({ at: 'people' })
            }}
            onPassword={() => setStep({ at: 'password' })}
          />
        ) : null}
        {!device.isPending && at === 'password' ? (
          <PasswordForm
            isSharedAlready={isShared}
            onSignedIn={onSignedIn}
            onCode={(willShare) => setStep({ at: 'code', isShared: willShare })}
            onBack={people.length > 0 ? () => setStep({ at: 'people' }) : null}
          />
        ) : null}
        {step.at === 'code' ? (
          <CodeForm isShared={step.isShared} onSignedIn={onSignedIn} onBack={() => setStep({ at: 'password' })} />
        ) : null}
      </div>
    </main>
  )
}
