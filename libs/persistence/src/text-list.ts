/** Between texts, and in the place of one that is not there. */
const SEPARATOR = '\x1e';
const NOTHING = '\x1f';
const EITHER = /[\x1e\x1f]/g;

/**
 * Long texts as one parameter: an array of them would be escaped, and read again, character by character. The
 * two control characters that this needs are taken out of the texts.
 */
export function textList(texts: readonly (string | null)[]): string {
  return texts.map((text) => (text === null ? NOTHING : without(text))).join(SEPARATOR);
}

/** SQL for the texts of parameter number `parameter` as an array. Of no texts at all it makes none, not one. */
export function textArray(parameter: number): string {
  return `string_to_array($${parameter}, E'\\x1e', E'\\x1f')`;
}

function without(text: string): string {
  return text.includes(SEPARATOR) || text.includes(NOTHING) ? text.replace(EITHER, '') : text;
}
