import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect } from 'node:tls'
import { issueServerCertificate } from './certificates.ts'
import { prepareLan } from './lan.ts'

test('a phone that trusts the authority trusts the server, which keeps its certificate', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-lan-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const lan = await prepareLan(folder, '127.0.0.1', 8443)
  assert.equal(lan.url, 'https://127.0.0.1:8443')
  assert.equal(statSync(lan.keyFile).mode & 0o777, 0o600)

  const server = createServer({ cert: readFileSync(lan.certificateFile), key: readFileSync(lan.keyFile) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo // a listening TCP server has one
  const trusting = connect({ host: '127.0.0.1', port, ca: readFileSync(lan.authorityFile) })
  await once(trusting, 'secureConnect')
  assert.equal(trusting.authorized, true)
  trusting.destroy()
  const stranger = connect({ host: '127.0.0.1', port })
  await assert.rejects(once(stranger, 'secureConnect'))

  const before = readFileSync(lan.certificateFile, 'utf8')
  assert.equal(readFileSync((await prepareLan(folder, '127.0.0.1', 8443)).certificateFile, 'utf8'), before)
  assert.notEqual(readFileSync((await prepareLan(folder, '10.0.0.7', 8443)).certificateFile, 'utf8'), before)
})

test('the authority is of no use for a public address', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tuyen-lan-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const lan = await prepareLan(folder, '127.0.0.1', 8443)
  const authority = {
    certificatePem: readFileSync(lan.authorityFile, 'utf8'),
    keyPem: readFileSync(join(folder, 'lan/ca.key'), 'utf8'),
  }
  const forged = await issueServerCertificate(authority, '8.8.8.8')
  const server = createServer({ cert: forged.certificatePem, key: forged.keyPem }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo // a listening TCP server has one
  const options = { host: '127.0.0.1', port, ca: authority.certificatePem, checkServerIdentity: () => undefined }
  await assert.rejects(once(connect(options), 'secureConnect'), /permitted subtree violation/)
})
