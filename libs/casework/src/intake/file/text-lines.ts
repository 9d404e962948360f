/** The lines of a UTF-8 file, without line ends or byte order mark, holding no more than a chunk at a time. */
export async function* textLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  // The decoder takes the byte order mark off by itself.
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map(withoutReturn);
  }
  rest += decoder.decode();
  if (rest !== '') yield [withoutReturn(rest)];
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
