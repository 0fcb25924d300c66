declare module 'qrcode/lib/core/qrcode.js' {
  interface QrMatrix {
    readonly modules: { readonly size: number; readonly data: Uint8Array };
    readonly version: number;
  }
  const core: {
    create(
      segments: readonly (
        | { readonly data: Uint8Array; readonly mode: 'byte' }
        | { readonly data: string; readonly mode: 'alphanumeric' }
      )[],
      options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'; maskPattern?: number },
    ): QrMatrix;
  };
  export default core;
}
