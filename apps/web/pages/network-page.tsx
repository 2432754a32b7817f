/** The network, loaded when it is opened. */
export { NetworkPage } from '#capabilities/network/web/index.tsx'
