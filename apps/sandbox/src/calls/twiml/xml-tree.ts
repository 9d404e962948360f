import sax from 'sax';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text below, CDATA included, in order. */
  readonly text: string;
}

interface Growing extends XmlElement {
  children: Growing[];
  text: string;
}

export type ParsedXml = { root: XmlElement } | { fault: string; line: number };

/** Reads a document that must be well-formed XML; the first fault is told with its line, from 1. */
export function parseXml(text: string): ParsedXml {
  if (/^\s+<\?xml/.test(text)) return { fault: 'something stands before the XML declaration', line: 1 };
  const parser = sax.parser(true, { strictEntities: true });
  const open: Growing[] = [];
  let root: Growing | undefined;
  let fault: { fault: string; line: number } | undefined;
  parser.onerror = (error) => {
    fault ??= { fault: error.message.split('\n')[0] ?? 'not well-formed', line: parser.line + 1 };
    parser.error = null;
  };
  parser.onopentag = ({ name, attributes }) => {
    const element: Growing = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  };
  parser.onclosetag = () => void open.pop();
  parser.ontext = parser.oncdata = (piece) => {
    for (const element of open) element.text += piece;
  };
  parser.write(text).close();
  if (fault) return fault;
  return root ? { root } : { fault: 'the document is empty', line: 1 };
}
