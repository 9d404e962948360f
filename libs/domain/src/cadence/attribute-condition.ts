import { z } from 'zod';
import { type NumberRange, inRange } from './schema-parts.js';

/**
 * What a creditor's own systems say of a case beyond the columns that Dunlin knows: a region, a product, a score. Free
 * words under free names; nothing but the conditions of campaigns reads them.
 */
export type Attributes = Readonly<Record<string, string>>;

export const attributeNameSchema = z
  .string()
  .max(64)
  .regex(
    /^[a-z0-9]+(?:_[a-z0-9]+)*$/,
    'must be lower-case words joined by underscores, such as "risk_class"',
  );

/** As text, however it is written in the file: the attribute of a case is text, too. */
const valueSchema = z.union([z.string().min(1).max(200), z.number(), z.boolean()]).transform(String);

const attributeConditionSchema = z
  .strictObject({
    is: valueSchema.optional(),
    in: z.array(valueSchema).min(1).optional(),
    notIn: z.array(valueSchema).min(1).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    given: z.boolean().optional(),
  })
  .refine((condition) => Object.values(condition).some((asked) => asked !== undefined), {
    message: 'asks nothing; write is, in, notIn, min, max or given',
  })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, {
    message: 'min is greater than max',
  });
export type AttributeCondition = z.infer<typeof attributeConditionSchema>;

export const attributesSchema = z
  .record(attributeNameSchema, attributeConditionSchema)
  .describe(
    'The creditor’s own attributes of the case, by name: `is`, `in`, `notIn` by their words; `min`, `max` of one that is a number; `given: true` or `false`. One that the case lacks meets `notIn` and `given: false` alone.',
  );

export type AttributesTest = (attributes: Attributes) => boolean;

/** All that is asked of the attributes must hold. */
export function compileAttributes(conditions: Readonly<Record<string, AttributeCondition>>): AttributesTest {
  const tests = Object.entries(conditions).map(([name, condition]) => {
    const holds = compileAttribute(condition);
    return (attributes: Attributes): boolean =>
      holds(Object.hasOwn(attributes, name) ? attributes[name] : undefined);
  });
  return (attributes) => tests.every((holds) => holds(attributes));
}

function compileAttribute(condition: AttributeCondition): (value: string | undefined) => boolean {
  const { is, given, min, max } = condition;
  const within = condition.in && new Set(condition.in);
  const without = condition.notIn && new Set(condition.notIn);
  const range: NumberRange | null = min === undefined && max === undefined ? null : { min, max };
  return (value) => {
    if (given !== undefined && given !== (value !== undefined)) return false;
    if (value === undefined) return is === undefined && within === undefined && range === null;
    return (
      (is === undefined || is === value) &&
      (within === undefined || within.has(value)) &&
      !without?.has(value) &&
      (range === null || inRange(numberOf(value), range))
    );
  };
}

/** NaN, which is in no range, where the text is no number. */
function numberOf(text: string): number {
  return /^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
}
