import { z } from 'zod'

/** A topic: `consult/<id>`, `person/<id>/inbox`. */
export const topic = z.string().regex(/^[a-z-]+(\/[a-z0-9-]+){1,3}$/)

/** What a browser may say over the live socket. */
export const liveRequest = z.discriminatedUnion('say', [
  z.object({ say: z.literal('hear'), topics: z.array(topic).max(200) }),
  z.object({ say: z.literal('ping') }),
  z.object({ say: z.literal('signal'), session: z.guid(), message: z.unknown() }),
])

/** What a browser may say over the live socket. */
export type LiveRequest = z.infer<typeof liveRequest>

/** What a browser hears over the live socket. */
export const liveReply = z.discriminatedUnion('say', [
  z.object({ say: z.literal('hint'), topic: z.string(), type: z.string() }),
  z.object({ say: z.literal('refused'), topic: z.string() }),
  z.object({ say: z.literal('heard'), topics: z.array(z.string()) }),
  z.object({ say: z.literal('pong') }),
  z.object({ say: z.literal('again') }),
  z.object({ say: z.literal('signed-out') }),
  z.object({ say: z.literal('signal'), session: z.string(), message: z.unknown() }),
])

/** What a browser hears over the live socket. */
export type LiveReply = z.infer<typeof liveReply>
