declare module 'pdfkit' {
  export interface PdfFont {
    readonly id: string;
    encode(text: string): [string[], { advanceWidth: number }[]];
    ref(): unknown;
  }
  export default class PDFDocument {
    constructor(options: Record<string, unknown>);
    readonly page: { readonly fonts: Record<string, unknown>; readonly height: number };
    readonly _font: PdfFont;
    addPage(options: { size: [number, number]; margin: number }): this;
    registerFont(name: string, data: Uint8Array): this;
    font(name: string, size?: number): this;
    save(): this;
    restore(): this;
    transform(a: number, b: number, c: number, d: number, e: number, f: number): this;
    scale(factor: number): this;
    translate(x: number, y: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    quadraticCurveTo(x1: number, y1: number, x: number, y: number): this;
    bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): this;
    closePath(): this;
    lineWidth(width: number): this;
    dash(length: readonly number[], options?: object): this;
    undash(): this;
    opacity(alpha: number): this;
    fillColor(color: string): this;
    strokeColor(color: string): this;
    fill(rule?: 'even-odd' | 'non-zero'): this;
    stroke(): this;
    fillAndStroke(fill: string, stroke: string, rule?: 'even-odd' | 'non-zero'): this;
    image(data: ArrayBuffer, x: number, y: number, options: { width: number; height: number }): this;
    addContent(operators: string): this;
    file(data: Uint8Array, options: Record<string, unknown>): unknown;
    on(event: 'data', listener: (chunk: Uint8Array) => void): this;
    on(event: 'end', listener: () => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    end(): void;
  }
}
