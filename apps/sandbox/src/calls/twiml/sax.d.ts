/** The part of sax 1 that we use; the package ships no types of its own. */
declare module 'sax' {
  export interface SaxTag {
    name: string;
    attributes: Record<string, string>;
  }

  export interface SaxParser {
    /** Line of the place that was read last, from 0. */
    line: number;
    /** Set after a fault; reading on throws it unless it is taken away. */
    error: Error | null;
    onerror: (fault: Error) => void;
    onopentag: (tag: SaxTag) => void;
    onclosetag: (name: string) => void;
    ontext: (text: string) => void;
    oncdata: (text: string) => void;
    write(text: string): SaxParser;
    close(): SaxParser;
  }

  const sax: {
    /** Strict: whatever is not well-formed XML is a fault. */
    parser(strict: boolean, options?: { strictEntities?: boolean }): SaxParser;
  };
  export default sax;
}
