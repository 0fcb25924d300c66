/** dmn-moddle ships no types; this is what is used of it. */
declare module 'dmn-moddle' {
  export class DmnModdle {
    create(type: string, properties: object): unknown;
    fromXML(
      xml: string,
      type: string,
    ): Promise<{ readonly rootElement: unknown; readonly warnings: readonly { readonly message: string }[] }>;
    toXML(element: unknown, options: { readonly format: boolean }): Promise<{ readonly xml: string }>;
  }
}
