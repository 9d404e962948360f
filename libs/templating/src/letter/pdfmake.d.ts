/** The part of pdfmake 0.3's API that we use. */
declare module 'pdfmake' {
  export type Node = string | { [name: string]: unknown };
  interface Pdfmake {
    setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
    setUrlAccessPolicy(permits: (url: string) => boolean): void;
    setLocalAccessPolicy(permits: (path: string) => boolean): void;
    createPdf(definition: { [name: string]: unknown }): { getBuffer(): Promise<Buffer> };
  }
  const pdfmake: Pdfmake;
  export default pdfmake;
}

declare module 'pdfmake/fonts/Roboto.js' {
  const fonts: { Roboto: Record<'normal' | 'bold' | 'italics' | 'bolditalics', string> };
  export default fonts;
}
