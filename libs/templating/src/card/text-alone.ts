import type { Scalar } from 'yaml';

/** Where a scalar's words stand in its file, and what they are. */
interface Stretch {
  start: number;
  end: number;
  words: string;
}

/**
 * A YAML file in which only some texts are left, each where it stood, with blanks for all else: what is found in it
 * has the place of the file. Quoted texts are written as they are read, without their escapes.
 */
export function textAlone(file: string, nodes: readonly Scalar[]): string {
  const stretches = nodes.map((node) => stretchOf(file, node)).sort((a, b) => a.start - b.start);
  let text = '';
  let at = 0;
  for (const { start, end, words } of stretches) {
    text += blank(file.slice(at, start)) + words;
    at = end;
  }
  return text + blank(file.slice(at));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function stretchOf(file: string, node: Scalar): Stretch {
  const [start, end] = node.range ?? [0, 0];
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    const content = file.indexOf('\n', start) + 1;
    return { start: content, end, words: file.slice(content, end) };
  }
  if (node.type === 'PLAIN') return { start, end, words: file.slice(start, end) };
  const raw = file.slice(start + 1, end - 1);
  const words = String(node.value);
  // A text over several lines keeps as many of them as the file has, so that what follows stays in place.
  const missing = raw.split('\n').length - words.split('\n').length;
  return {
    start: start + 1,
    end: end - 1,
    words: raw === words ? raw : words + '\n'.repeat(Math.max(missing, 0)),
  };
}
