// The codecs bring no types; this is the part of them that is used.

declare module '@cornerstonejs/codec-libjpeg-turbo-8bit' {
  const open: import('./decoders.ts').OpenCodec
  export default open
}
declare module '@cornerstonejs/codec-charls' {
  const open: import('./decoders.ts').OpenCodec
  export default open
}
declare module '@cornerstonejs/codec-openjpeg' {
  const open: import('./decoders.ts').OpenCodec
  export default open
}
declare module '@cornerstonejs/codec-openjph' {
  const open: import('./htj2k.ts').OpenHtj2k
  export default open
}
