import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { admit } from './admit.ts'
import { EdgeConfigError, parseEdgeConfig, readEdgeConfig } from './edge-config.ts'

const example = join(import.meta.dirname, '../../ops/edge/edge.example.json')

type Wrong = (config: Record<string, unknown>) => void

/** What is said of the example after something in it was changed. */
function said(change: Wrong): string {
  const config = JSON.parse(readFileSync(example, 'utf8')) as Record<string, unknown>
  change(config)
  try {
    parseEdgeConfig(JSON.stringify(config))
    return 'nothing'
  } catch (error) {
    assert.ok(error instanceof EdgeConfigError)
    return error.message
  }
}

describe('the configuration of a gateway', () => {
  test('that is shipped as an example is one', () => {
    const config = readEdgeConfig(example)
    assert.equal(config.dicom.receivers[1]?.isEmergency, true)
    assert.equal(config.link.zone, 'Asia/Ho_Chi_Minh')
  })

  test('says every mistake with the name of the setting', () => {
    const cases: [Wrong, RegExp][] = [
      [(config) => delete config['hub'], /^hub is missing; set it\.$/],
      [(config) => (config['hub'] = { url: 'http://tuyen.example.vn' }), /^hub\.url must begin with https:/],
      [(config) => (config['hub'] = { url: 'tuyen' }), /^hub\.url must be the address of the hub/],
      [
        (config) => (config['folders'] = [{ path: 'x', aet: 'MUCH_TOO_LONG_FOR_A_NAME' }]),
        /^folders\.0\.aet must be an AE/,
      ],
      [(config) => (config['surprise'] = 1), /settings that do not exist: surprise/],
      [
        (config) => (config['link'] = { hours: [{ from: '7', to: '25:00', kilobits: 1 }] }),
        /hours\.0\.from must be a time/,
      ],
      [(config) => (config['stow'] = { port: 80, aet: 'A', token: 'short' }), /^stow\.token must have at least 24/],
    ]
    for (const [change, sentence] of cases) assert.match(said(change), sentence)
    assert.throws(() => parseEdgeConfig('{'), /not JSON/)
    assert.throws(() => readEdgeConfig('/nowhere/edge.json'), /--config names \/nowhere\/edge\.json/)
  })

  test('lets in those who may send, to a name that is ours, from where they may', () => {
    const { dicom } = readEdgeConfig(example)
    const as = (callingAet: string, calledAet: string, address: string) =>
      admit(dicom, { callingAet, calledAet, address })
    assert.equal(as('CT1', 'TUYEN', '192.0.2.10'), 'yes')
    assert.equal(as('CT1', 'TUYEN', '192.0.2.11'), 'calling-unknown')
    assert.equal(as('PACS', 'TUYEN_CC', '203.0.113.9'), 'yes')
    assert.equal(as('PACS', 'OTHER', '203.0.113.9'), 'called-unknown')
    assert.equal(as('pacs', 'TUYEN', '203.0.113.9'), 'calling-unknown')
  })
})
