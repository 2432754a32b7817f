import { useWords } from '#platform/web/i18n/words.ts'
import { ChangePasswordForm } from './change-password-form.tsx'
import style from './identity.module.css'
import { identityWords } from './words.ts'

/** Asks for a password of one's own where an administrator handed one over; shown before anything else. */
export function PasswordPage({ onDone }: { onDone: () => void }) {
  const t = useWords(identityWords)
  return (
    <main className={style['gate']}>
      <div className={style['card']}>
        <header>
          <h1>{t('ownPassword')}</h1>
          <p className="dim">{t('ownPasswordWhy')}</p>
        </header>
        <ChangePasswordForm onDone={onDone} />
      </div>
    </main>
  )
}
