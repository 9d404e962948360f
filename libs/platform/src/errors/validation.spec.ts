import { z } from 'zod';
import { InvalidRequest, validationPipe } from './validation.js';

const schema = z.object({ notes: z.array(z.object({ text: z.string() })) });
const ask = (text: string): Promise<unknown> =>
  validationPipe().transform({ notes: [{ text: 'ok' }, { text }] }, { type: 'body', schema });

describe('a request', () => {
  it.each(['a\u0000b', 'a\ud800b'])(
    'with text that no database takes is refused, and told where',
    async (text) => {
      const refusal = await ask(text).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(InvalidRequest);
      expect((refusal as InvalidRequest).errors[0]?.path).toBe('notes.1.text');
    },
  );

  it('of any depth is judged by its schema', async () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
    const refusal = validationPipe().transform({ notes: deep }, { type: 'body', schema });
    await expect(refusal).rejects.toBeInstanceOf(InvalidRequest);
  });

  it('with text in any language is taken', async () => {
    expect(await ask('Zażółć, їжак 😀\n')).toEqual({
      notes: [{ text: 'ok' }, { text: 'Zażółć, їжак 😀\n' }],
    });
  });
});
