import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { checkPortsFree, freePorts, isPortFree, readPorts, takenPortMessage } from './ports.ts'

test('a taken port is named together with the line that mends it', async () => {
  const ports = { ...readPorts({}), ...(await freePorts()) }
  const blocker = createServer().listen(ports.PORT, '127.0.0.1')
  await once(blocker, 'listening')
  await assert.rejects(checkPortsFree(ports, [{ name: 'PORT', host: '127.0.0.1' }], 0), {
    message: takenPortMessage('PORT', ports.PORT),
  })
  await once(blocker.close(), 'close')
  assert.equal(await isPortFree(ports.PORT, '127.0.0.1'), true)
})

test('the message for port 8080 offers port 8081', () => {
  assert.equal(takenPortMessage('PORT', 8080), 'Port 8080 is taken. Set PORT to another one, e.g. PORT=8081 npm start')
})

test('a port that has just been given back is waited for', async () => {
  const ports = { ...readPorts({}), ...(await freePorts()) }
  const blocker = createServer().listen(ports.PG_PORT, '127.0.0.1')
  await once(blocker, 'listening')
  setTimeout(() => blocker.close(), 200)
  await checkPortsFree(ports, [{ name: 'PG_PORT', host: '127.0.0.1' }])
})

test('settings override ports, and nonsense is refused', () => {
  assert.equal(readPorts({ PORT: '9000' }).PORT, 9000)
  assert.equal(readPorts({}).ORTHANC_DICOM_PORT, 4242)
  assert.throws(() => readPorts({ PORT: 'http' }), /PORT=http is not a port/)
  assert.throws(() => readPorts({ JANUS_RTP_PORTS: '20000' }), /not a range/)
})
