import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { AlarmBanner, deskQuery } from '#capabilities/consults/web/index.tsx'
import type { Me } from '#capabilities/identity/contract.ts'
import { DutySwitch } from '#capabilities/identity/web/index.tsx'
import { useSpecialties } from '#capabilities/network/web/index.tsx'
import { timeText } from '#platform/web/i18n/time.ts'
import { languages, setLanguage, useLanguage, useWords } from '#platform/web/i18n/words.ts'
import { path } from '#platform/web/path.ts'
import { Notices } from '#platform/web/ui/notices.tsx'
import { useLinkState } from '#platform/web/use-link.ts'
import { useNow } from '#platform/web/use-now.ts'
import { PaletteOnDemand } from './palette-lazy.tsx'
import style from './shell.module.css'
import { useTheme } from './use-theme.ts'
import { shellWords } from './words.ts'

const quietAtStartMs = 3000

/** The frame of every page: places, search, duty, language, the emergency band. */
export function Shell({ me, onSignOut }: { me: Me; onSignOut: () => void }) {
  const t = useWords(shellWords)
  const here = useRouterState({ select: (state) => state.location.pathname })
  const [isFinding, setIsFinding] = useState(false)
  if (here.endsWith('/room')) {
    return (
      <>
        <AlarmBanner me={me} isHidden={false} />
        <Notices />
        <Outlet />
      </>
    )
  }
  return (
    <div className={style['shell']}>
      <a className={style['skip']} href="#page">
        {t('skip')}
      </a>
      <Rail me={me} here={here} />
      <Bar me={me} onSignOut={onSignOut} onFind={() => setIsFinding(true)} />
      <div className={style['alarmArea']}>
        <AlarmBanner me={me} isHidden={here === '/'} />
      </div>
      <LinkNotice />
      <Notices />
      <main className={style['page']} id="page">
        <Outlet />
      </main>
      <PaletteOnDemand
        me={me}
        isOpen={isFinding}
        onOpen={() => setIsFinding(true)}
        onClose={() => setIsFinding(false)}
      />
    </div>
  )
}

function Rail({ me, here }: { me: Me; here: string }) {
  const t = useWords(shellWords)
  const desk = useQuery(deskQuery(me))
  const ringing = desk.data?.ringing.length ?? 0
  const running = desk.data?.running.length ?? 0
  const place = (to: string, word: Parameters<typeof t>[0], count?: number, isRing = false) => (
    <li key={to}>
      <Link
        className={style['place']}
        to={to}
        aria-current={here === to || (to !== '/' && here.startsWith(to)) ? 'page' : undefined}
      >
        {t(word)}
        {count ? (
          <span className={style['count']} data-ring={isRing ? 'yes' : 'no'}>
            {count}
          </span>
        ) : null}
      </Link>
    </li>
  )
  const isCoordinator = me.roles.some((held) => held.role === 'coordinator')
  const isAdmin = me.roles.some((held) => held.role === 'administrator' || held.role === 'coordinator')
  return (
    <nav className={style['rail']} aria-label={t('places')}>
      <Link className={style['brand']} to="/">
        Tuyến
      </Link>
      <ul className={style['places']}>
        {place(path.desk(), 'desk', ringing || undefined, true)}
        {place(path.ask(), 'ask')}
        {place(path.consults(), 'cases', running || undefined)}
        {isCoordinator ? place(path.board(), 'board') : null}
        {place(path.patients(), 'patients')}
        <li className={style['onPhone']}>
          <Link
            className={`${style['place']} ${style['onPhone']}`}
            to={path.admin()}
            aria-current={here.startsWith('/admin') ? 'page' : undefined}
          >
            {t('more')}
          </Link>
        </li>
      </ul>
      <ul className={style['places']}>
        {place(path.network(), 'network')}
        {place(path.law(), 'law')}
      </ul>
      <ul className={`${style['places']} ${style['foot']}`}>{place(path.admin(), isAdmin ? 'admin' : 'account')}</ul>
    </nav>
  )
}

function Bar({ me, onSignOut, onFind }: { me: Me; onSignOut: () => void; onFind: () => void }) {
  const t = useWords(shellWords)
  const language = useLanguage()
  const [theme, setTheme] = useTheme()
  const { nameOf } = useSpecialties()
  const desk = useQuery(deskQuery(me))
  return (
    <header className={style['bar']}>
      <button type="button" className={`${style['find']} ${style['onWide']}`} onClick={onFind}>
        <span>{t('find')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className={`${style['gap']} ${style['onWide']}`} />
      <DutySwitch me={me} nameOf={nameOf} />
      <span className={`${style['gap']} ${style['onPhone']}`} />
      <span className={`${style['quiet']} ${style['onWide']}`}>
        {t('owed')} <span className="figure">{desk.data?.owedByMe.length ?? 0}</span>
      </span>
      <div className={`${style['lang']} ${style['onWide']}`} role="group" aria-label={t('language')}>
        {languages.map((each) => (
          <button key={each} type="button" aria-pressed={each === language} onClick={() => setLanguage(each)}>
            {each.toUpperCase()}
          </button>
        ))}
      </div>
      <button
        type="button"
        className={`${style['quiet']} ${style['onWide']}`}
        aria-pressed={theme === 'night'}
        onClick={() => setTheme(theme === 'night' ? 'day' : 'night')}
      >
        {theme === 'night' ? t('day') : t('night')}
      </button>
      <button
        type="button"
        className={style['quiet']}
        onClick={onSignOut}
        title={`${me.person.title} ${me.person.fullName}`}
      >
        <span className={style['onWide']}>{`${me.person.title} ${me.person.fullName}`.trim()} ·</span>{' '}
        {t('changePerson')}
      </button>
      <button type="button" className={`${style['quiet']} ${style['onPhone']}`} onClick={onFind}>
        {t('findShort')}
      </button>
    </header>
  )
}

function LinkNotice() {
  const t = useWords(shellWords)
  const link = useLinkState()
  const [shownSince] = useState(() => Date.now())
  const now = useNow()
  if (link.isOpen || now - shownSince < quietAtStartMs) return null
  return (
    <p className={style['link']} role="status">
      {t('noLink', { time: timeText(link.since) })}
    </p>
  )
}
