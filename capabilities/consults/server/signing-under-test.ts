import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Auth, createAuth } from '#capabilities/identity/server/index.ts'
import type { Id } from '#platform/contract/id.ts'
import { newId } from '#platform/server/new-id.ts'
import { type DemoAuthority, openDemoAuthority } from '#platform/server/signature/demo-authority.ts'
import { openSeal, type Seal } from '#platform/server/signature/seal.ts'
import { verifyPdf } from '#platform/server/signature/verify.ts'
import { outsideCall } from '#platform/test/outside-call.ts'
import { createWorld, type World } from '#platform/test/world.ts'
import { acceptConsult } from './accept-consult.ts'
import { concludeConsult } from './conclude-consult.ts'
import { correctMinutes } from './correct-minutes.ts'
import { decideConsult } from './decide-consult.ts'
import { arrangeEmergency, type Emergency } from './emergency-under-test.ts'
import { getMinutes } from './get-minutes.ts'
import { getMinutesPdf } from './get-minutes-pdf.ts'
import { signMinutes } from './sign-minutes.ts'

/** The password of everybody in the scene. */
export const password = 'a password of fourteen'
// made by sign-in's own hashing, which only identity may import
const hash =
  '6c7c8b6af1bc8fd8cf80c6d50f1d69e9:9f6ea29eb38dd34bf119590cd733f3d48e40698a745916f4749a2485c89e14259a1aa197d32cdde4148e5db248283071cf3fc246f5374dfeb2c670f03cde2cef'

/** A case that was accepted, and who signs its minutes; the tests of one file share it. */
export const scene = {} as {
  world: World
  auth: Auth
  authority: DemoAuthority
  folder: string
  seal: Seal
  here: Emergency
  colleague: string
  consultId: Id<'consult'>
}

/** The minutes as a person reads them. */
export const read = async (person: string) =>
  await getMinutes((await outsideCall(scene.world, person)).call, { consultId: scene.consultId })
/** A person signs a version with the password that they type. */
export const sign = async (person: string, version = 1, typed = password) => {
  const { call } = await outsideCall(scene.world, person)
  return await signMinutes({ auth: scene.auth, signature: scene.authority, seal: scene.seal }, call, {
    consultId: scene.consultId,
    version,
    password: typed,
  })
}
/** The file of a version. */
export const pdf = async (person: string, version = 1) => {
  const { call, sent } = await outsideCall(scene.world, person)
  await getMinutesPdf(call, { consultId: scene.consultId, version })
  return sent()
}
/** Opens the next version. */
export const correct = async (person: string, reason: string) =>
  await correctMinutes((await outsideCall(scene.world, person)).call, { consultId: scene.consultId, reason })
/** What the demonstration authority says of a file. */
export const judge = async (bytes: Uint8Array) => await verifyPdf(bytes, [await scene.authority.rootCertificate()])
/** The expert concludes. */
export const conclude = async () =>
  await scene.world.as(scene.here.first, async (tx, actor) => {
    const advice = {
      conclusion: 'Nhồi máu não bán cầu trái.',
      nextTreatment: 'Tiêu sợi huyết.',
      certainty: 'high' as const,
    }
    return await concludeConsult(tx, actor, { consultId: scene.consultId, ...advice })
  })
/** The local doctor decides. */
export const decide = async (conclusionVersion = 1) =>
  await scene.world.as(scene.here.asker, async (tx, actor) => {
    return await decideConsult(tx, actor, {
      consultId: scene.consultId,
      conclusionVersion,
      choice: 'accepted',
      reason: '',
    })
  })

/** Opens the world of a file; call it before its tests. */
export async function openScene(): Promise<void> {
  scene.world = await createWorld()
  scene.folder = await mkdtemp(join(tmpdir(), 'minutes-'))
  scene.authority = await openDemoAuthority({ folder: scene.folder, now: () => scene.world.clock.now() })
  scene.seal = await openSeal(join(scene.folder, 'seal'))
  scene.auth = createAuth({ databaseUrl: scene.world.appUrl, secret: 's'.repeat(32), publicUrl: 'http://127.0.0.1' })
}

/** Closes it; call it after its tests. */
export async function closeScene(): Promise<void> {
  await scene.auth.close()
  await scene.world.close()
  await rm(scene.folder, { recursive: true })
}

/** A fresh case that the expert has accepted. */
export async function acceptAnew(): Promise<void> {
  await scene.world.sql("update consults.consult set status = 'cancelled'")
  scene.here = await arrangeEmergency(scene.world)
  scene.colleague = await scene.world.person(scene.here.asking, 'nurse')
  for (const person of [scene.here.asker, scene.here.first, scene.here.second, scene.here.stranger, scene.colleague]) {
    await scene.world.sql(
      `insert into identity.login_account (id, user_id, account_id, provider_id, password, created_at, updated_at)
       values ($1, $2::uuid, $2::text, 'credential', $3, now(), now())`,
      [newId(), person, hash],
    )
  }
  scene.consultId = await scene.here.ask()
  await scene.world.as(
    scene.here.first,
    async (tx, actor) => await acceptConsult(tx, actor, { consultId: scene.consultId }),
  )
}
