import { type Handler, handle } from '#platform/server/handler.ts'
import * as contracts from '../contract/contracts.ts'
import * as contract from '../contract.ts'
import { endContract, listContracts, registerContract } from './contracts.ts'
import { getFacility } from './get-facility.ts'
import { getNetwork } from './get-network.ts'
import { listRemoteServices, publishRemoteService } from './remote-service.ts'
import { searchFacilities } from './search-facilities.ts'

/** The endpoints of the network. */
export const networkHandlers: Handler[] = [
  handle(contract.searchFacilities, searchFacilities),
  handle(contract.getFacility, getFacility),
  handle(contract.getNetwork, getNetwork),
  handle(contracts.listContracts, listContracts),
  handle(contracts.registerContract, registerContract),
  handle(contracts.endContract, endContract),
  handle(contracts.publishRemoteService, publishRemoteService),
  handle(contracts.listRemoteServices, listRemoteServices),
]

export { contractInForce } from './contracts.ts'
export { dateOf, facilityNames } from './facility-row.ts'
export { findSupport, type Support, specialtiesReliedOn } from './find-support.ts'
export { backupFor, distancesKm, whoCan } from './reach.ts'
export { publishedConditions } from './remote-service.ts'
export { specialtyNames } from './specialty-names.ts'
