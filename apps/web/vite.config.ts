import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const root = import.meta.dirname
const repository = resolve(root, '../..')

const smallBytes = 1024

/** Writes each text file of the build also as Brotli and gzip, which the server sends to browsers that take them. */
const precompress = (): Plugin => {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: () => {
        for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
          const file = join(folder, name)
          if (!/\.(js|css|html|svg|wasm|webmanifest)$/.test(name) || statSync(file).size < smallBytes) continue
          const bytes = readFileSync(file)
          const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
          writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }))
          writeFileSync(`${file}.gz`, gzipSync(bytes))
        }
      },
    },
  }
}

/** A door does nothing but name what is behind it, so that a page brings only the panels that it shows. */
const doors = (): Plugin => ({
  name: 'doors',
  transform: {
    filter: { id: /\/capabilities\/[^/]+\/web\/index\.tsx$/ },
    handler: (code) => ({ code, map: null, moduleSideEffects: false }),
  },
})

export default defineConfig({
  root,
  resolve: { alias: { events: resolve(repository, 'node_modules/events/events.js') } },
  plugins: [
    doors(),
    react(),
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: false,
      manifest: {
        name: 'Tuyến',
        short_name: 'Tuyến',
        lang: 'vi',
        start_url: '/',
        display: 'standalone',
        background_color: '#faf8f4',
        theme_color: '#faf8f4',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,woff2,wasm}'],
        // the decoder of a format that no scanner sends; a megabyte that nobody waits for
        globIgnores: ['**/jpegxl*', '**/node_modules/**'],
        maximumFileSizeToCacheInBytes: 12 * 1024 * 1024,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/metrics/, /^\/openapi/, /^\/healthz/, /^\/readyz/],
        cleanupOutdatedCaches: true,
        importScripts: ['/push-handler.js'],
      },
    }),
    precompress(),
  ],
  worker: { format: 'es' },
  build: { outDir: resolve(repository, 'dist/web'), emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 4000 },
  server: { port: 5173, proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
})
