import '@fontsource/be-vietnam-pro/400.css'
import '@fontsource/be-vietnam-pro/500.css'
import '@fontsource/be-vietnam-pro/600.css'
import '@fontsource-variable/inter/wght.css'
import '#platform/web/ui/tokens.css'
import '#platform/web/ui/base.css'
import './words.ts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { sharedImagesPage } from '#capabilities/imaging/contract/shared-images.ts'
import { fetchImagesEarly, SharedPageLazy } from '#capabilities/imaging/web/index.tsx'
import { CallProblem } from '#platform/web/api.ts'
import { LiveLink } from '#platform/web/live.ts'
import { Gate } from './shell/gate.tsx'
import { Themed } from './shell/themed.tsx'
import { showKeptTheme } from './shell/use-theme.ts'

const maxRetries = 2

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => error instanceof CallProblem && error.status === 0 && failures < maxRetries,
      refetchOnWindowFocus: 'always',
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

showKeptTheme()
document.documentElement.lang = localStorage.getItem('language') === 'en' ? 'en' : 'vi'

// whose images are asked for is in the address: they set out before the page that shows them is there
const imagesOf = /^\/patients\/([0-9a-f-]{36})\/images$/.exec(location.pathname)?.[1]
if (imagesOf) void fetchImagesEarly(queries, imagesOf)

createRoot(root).render(
  <StrictMode>
    <Themed>
      <QueryClientProvider client={queries}>
        {location.pathname === sharedImagesPage ? <SharedPageLazy /> : <Gate link={new LiveLink(queries)} />}
      </QueryClientProvider>
    </Themed>
  </StrictMode>,
)

if ('serviceWorker' in navigator && isSecureContext && import.meta.env.PROD) {
  void navigator.serviceWorker.register('/sw.js')
}
