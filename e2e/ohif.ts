import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

/** Where the viewer lies, as its makers built it. */
export const ohifFolder = join(import.meta.dirname, '../.cache/ohif/package/dist')
/** Media types of its files. */
export const ohifTypes: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
}

/** The viewer of another house, at an address of its own. */
export type Ohif = { url: string; close: () => Promise<void> }

/** Serves OHIF as another hospital would, with a DICOMweb server as its one source. */
export async function serveOhif(dicomWeb: string): Promise<Ohif> {
  if (!existsSync(join(ohifFolder, 'index.html')))
    throw new Error('OHIF is not here: bash ops/e2e.sh third-party-viewer fetches it')
  const server = createServer((request, reply) => {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname)
    if (path === '/app-config.js') return reply.setHeader('content-type', 'text/javascript').end(ohifConfig(dicomWeb))
    const asked = join(ohifFolder, path)
    const file = existsSync(asked) && statSync(asked).isFile() ? asked : join(ohifFolder, 'index.html')
    reply.setHeader('content-type', ohifTypes[extname(file)] ?? 'application/octet-stream')
    createReadStream(file).pipe(reply)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Its configuration for one DICOMweb server. */
export const ohifConfig = (dicomWeb: string): string => {
  const configuration = {
    friendlyName: 'Tuyến',
    name: 'tuyen',
    ...{ qidoRoot: dicomWeb, wadoRoot: dicomWeb, wadoUriRoot: dicomWeb },
    ...{ qidoSupportsIncludeField: false, supportsFuzzyMatching: false, staticWado: false },
    ...{ imageRendering: 'wadors', thumbnailRendering: 'wadors', enableStudyLazyLoad: true },
  }
  const source = { namespace: '@ohif/extension-default.dataSourcesModule.dicomweb', sourceName: 'tuyen', configuration }
  return `window.config = ${JSON.stringify({
    ...{ routerBasename: null, extensions: [], modes: [], showStudyList: true, maxNumberOfWebWorkers: 2 },
    ...{ defaultDataSourceName: 'tuyen', dataSources: [source] },
  })}`
}
