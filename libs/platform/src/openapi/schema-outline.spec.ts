import { z } from 'zod';
import { schemaOutline } from './schema-outline.js';

function outline(schema: z.ZodType): string {
  return schemaOutline(
    z.toJSONSchema(schema, { target: 'openapi-3.0' }) as Parameters<typeof schemaOutline>[0],
  );
}

describe("the API page's outline of a schema", () => {
  it('names each field with its type, marks what may be left out, and lists the choices', () => {
    const schema = z.object({
      id: z.uuid(),
      status: z.enum(['open', 'closed']),
      note: z.string().nullable().optional(),
      lines: z.array(z.object({ amount: z.int() })),
    });
    expect(outline(schema)).toBe(
      '{\n  id: uuid\n  status: "open" | "closed"\n  note?: string | null\n  lines: [{\n    amount: integer\n  }, …]\n}',
    );
  });
});
