import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readModalities } from './orthanc.ts'

test('modalities are read by name, host and port, and may send but neither ask nor fetch', () => {
  const found = readModalities('CT1@10.0.0.5:104, MR 2@mr.local:11112')
  const named = Object.values(found).map(({ AET, Host, Port }) => [AET, Host, Port])
  assert.deepEqual(named, [
    ['CT1', '10.0.0.5', 104],
    ['MR 2', 'mr.local', 11112],
  ])
  for (const { AllowStore, AllowFind, AllowFindWorklist, AllowMove, AllowGet } of Object.values(found))
    assert.deepEqual(
      [AllowStore, AllowFind, AllowFindWorklist, AllowMove, AllowGet],
      [true, false, false, false, false],
    )
})

test('a modality without a port is refused, with an example', () => {
  assert.throws(() => readModalities('CT1@10.0.0.5'), /"CT1@10.0.0.5" is not AET@host:port/)
})
