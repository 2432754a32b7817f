import type { OutsideChannel } from '#platform/server/channels/open-channels.ts'
import { type Handler, handle, handleOutside } from '#platform/server/handler.ts'
import * as ladder from '../contract/ladder.ts'
import * as paging from '../contract/paging.ts'
import { callSpecialty } from './call-specialty.ts'
import { getLadder } from './get-ladder.ts'
import { listMisses } from './list-misses.ts'
import { noteRang } from './note-rang.ts'
import { noteReceipt } from './note-receipt.ts'
import { rerouteConsult } from './reroute-consult.ts'
import { setLadder } from './set-ladder.ts'

/** The endpoints of paging; `channels` are those outside the app that this installation has. */
export const pagingHandlers = (channels: readonly OutsideChannel[]): Handler[] => [
  handle(ladder.getLadder, async (tx, actor, input) => await getLadder(tx, actor, { ...input, channels })),
  handle(ladder.setLadder, async (tx, actor, input) => await setLadder(tx, actor, { ...input, channels })),
  handle(paging.noteRang, noteRang),
  handleOutside(paging.noteReceipt, noteReceipt),
  handle(paging.callSpecialty, callSpecialty),
  handle(paging.rerouteConsult, rerouteConsult),
  handle(paging.listMisses, listMisses),
]
