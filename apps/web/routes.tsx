import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import {
  AskFromWarning,
  AskPage,
  AskPlannedPage,
  BoardPage,
  CasesPage,
  DeskPage,
  PlannedLink,
  TransferPage,
} from '#capabilities/consults/web/index.tsx'
import type { Me } from '#capabilities/identity/contract.ts'
import { useWords } from '#platform/web/i18n/words.ts'
import { Empty, Waiting } from '#platform/web/ui/pieces.tsx'
import { CasePage } from './pages/case-page.tsx'
import { Shell } from './shell/shell.tsx'
import { shellWords } from './shell/words.ts'

// Desk, Ask and Case are there at once; the other pages, and the pieces that only they need, come when they are opened
const AdminPage = lazyRouteComponent(async () => await import('./pages/admin-page.tsx'), 'AdminPage')
const PatientsPage = lazyRouteComponent(async () => await import('./pages/patients-page.tsx'), 'PatientsPage')
const PatientPage = lazyRouteComponent(async () => await import('./pages/patient-page.tsx'), 'PatientPage')
const WaitingImagesPage = lazyRouteComponent(
  async () => await import('./pages/waiting-images-page.tsx'),
  'WaitingImagesPage',
)
const TeachingPage = lazyRouteComponent(async () => await import('./pages/teaching-page.tsx'), 'TeachingPage')
const TimelinePage = lazyRouteComponent(async () => await import('./pages/timeline-page.tsx'), 'TimelinePage')
const LawPage = lazyRouteComponent(async () => await import('./pages/law-page.tsx'), 'LawPage')
const VerifyPage = lazyRouteComponent(async () => await import('./pages/verify-page.tsx'), 'VerifyPage')
const NetworkPage = lazyRouteComponent(async () => await import('./pages/network-page.tsx'), 'NetworkPage')
const FacilityPage = lazyRouteComponent(
  async () => await import('./pages/facility-with-duty-page.tsx'),
  'FacilityWithDutyPage',
)

/** The pages of one person; made anew when the person changes. */
export function createAppRouter(me: Me, onSignOut: () => void) {
  const root = createRootRoute({
    component: () => <Shell me={me} onSignOut={onSignOut} />,
    notFoundComponent: MissingPage,
  })
  const page = (address: string, show: () => React.ReactNode) =>
    createRoute({
      getParentRoute: () => root,
      path: address,
      component: () => <Suspense fallback={<OpeningPage />}>{show()}</Suspense>,
    })
  const tree = root.addChildren([
    page('/', () => <DeskPage me={me} />),
    page('/ask', () => (
      <>
        <AskPage me={me} />
        <PlannedLink />
      </>
    )),
    page('/patients/$patientId/warnings/$warningId/ask', () => (
      <AskFromWarning me={me} patientId={useId('patientId')} warningId={useId('warningId')} />
    )),
    page('/ask/planned', () => <AskPlannedPage me={me} />),
    page('/board', () => <BoardPage me={me} />),
    page('/consults/$consultId/second-opinion', () => <AskPlannedPage me={me} secondOpinionOf={useId('consultId')} />),
    page('/consults', () => <CasesPage />),
    page('/consults/$consultId', () => <CasePage me={me} consultId={useId('consultId')} />),
    page('/consults/$consultId/timeline', () => <TimelinePage consultId={useId('consultId')} />),
    page('/transfers/$transferId', () => <TransferPage me={me} transferId={useId('transferId')} />),
    page('/patients', () => <PatientsPage />),
    page('/teaching-copies/$copyId', () => <TeachingPage me={me} copyId={useId('copyId')} />),
    page('/waiting-images', () => <WaitingImagesPage me={me} />),
    page('/patients/$patientId', () => <PatientPage me={me} patientId={useId('patientId')} />),
    page('/network', () => <NetworkPage />),
    page('/network/$facilityId', () => <FacilityPage facilityId={useId('facilityId')} />),
    page('/admin', () => <AdminPage me={me} />),
    page('/law', () => <LawPage me={me} />),
    page('/verify', () => <VerifyPage />),
    createRoute({ getParentRoute: () => root, path: '/patients/$patientId/images' }).lazy(
      async () => await import('./pages/images-page.tsx').then((found) => found.imagesRoute),
    ),
    createRoute({ getParentRoute: () => root, path: '/consults/$consultId/images' }).lazy(
      async () => await import('./pages/case-images-page.tsx').then((found) => found.caseImagesRoute),
    ),
    createRoute({ getParentRoute: () => root, path: '/consults/$consultId/images/$keyImageId' }).lazy(
      async () => await import('./pages/case-images-page.tsx').then((found) => found.caseKeyImageRoute),
    ),
    createRoute({ getParentRoute: () => root, path: '/consults/$consultId/room' }).lazy(
      async () => await import('./pages/room-route.tsx').then((found) => found.roomRoute),
    ),
  ])
  return createRouter({ routeTree: tree, defaultPreload: false })
}

function useId(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return params[name] ?? ''
}

function OpeningPage() {
  const t = useWords(shellWords)
  return <Waiting>{t('openingPage')}</Waiting>
}

function MissingPage() {
  const t = useWords(shellWords)
  return (
    <Empty>
      {t('missingPage')} <Link to="/">{t('backToDesk')}</Link>
    </Empty>
  )
}
