// The codec brings no types; this is the part of it that is used.

declare module '@cornerstonejs/codec-openjph/wasmjs' {
  export type Htj2kDecoder = {
    getEncodedBuffer(length: number): Uint8Array
    getDecodedBuffer(): Uint8Array
    readHeader(): void
    calculateSizeAtDecompositionLevel(level: number): { width: number; height: number }
    getNumDecompositions(): number
    decodeSubResolution(level: number): void
  }
  const open: (options: { locateFile: () => string }) => Promise<{ HTJ2KDecoder: new () => Htj2kDecoder }>
  export default open
}

declare module '@cornerstonejs/codec-openjph/wasm?url' {
  const address: string
  export default address
}
