/** Judging a document, loaded when it is opened. */
export { VerifyPage } from '#capabilities/consults/web/index.tsx'
