import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readModalities } from './orthanc.ts'

test('modalities are read by name, host and port', () => {
  assert.deepEqual(readModalities('CT1@10.0.0.5:104, MR 2@mr.local:11112'), {
    CT1: { AET: 'CT1', Host: '10.0.0.5', Port: 104 },
    'MR 2': { AET: 'MR 2', Host: 'mr.local', Port: 11112 },
  })
})

test('a modality without a port is refused, with an example', () => {
  assert.throws(() => readModalities('CT1@10.0.0.5'), /"CT1@10.0.0.5" is not AET@host:port/)
})
