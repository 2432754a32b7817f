import { v7 } from 'uuid'
import type { Id } from '../contract/id.ts'

/** A new id of one kind: a UUIDv7, made by the application. */
export const newId = <Kind extends string>(): Id<Kind> => v7() as Id<Kind>
