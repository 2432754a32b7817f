import type { OutsideCall } from '../server/handler.ts'
import type { World } from './world.ts'

/** A call of a person whose reply keeps what is sent; of the request and reply of a web server only this is there. */
export async function outsideCall(
  world: World,
  personId: string,
): Promise<{ call: OutsideCall; sent: () => Uint8Array }> {
  let bytes: Uint8Array = new Uint8Array()
  const reply = {
    type: () => reply,
    header: () => reply,
    send: (body: Uint8Array) => {
      bytes = body
      return reply
    },
  }
  const web = { request: { id: 'test', ip: '127.0.0.1' }, reply } as unknown as Pick<OutsideCall, 'request' | 'reply'>
  const actor = await world.actor(personId)
  const call = { house: world.house, actor, ...web, note: () => undefined, isPartOfLook: () => undefined }
  return { call, sent: () => bytes }
}
