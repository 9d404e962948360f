import { type ArgumentMetadata, BadRequestException, StandardSchemaValidationPipe } from '@nestjs/common';

type Issue = Parameters<
  NonNullable<NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory']>
>[0][number];

/** A request that its schema refuses; each field at fault with the reason. */
export class InvalidRequest extends BadRequestException {
  readonly errors: Array<{ path: string; message: string }>;

  constructor(issues: readonly Issue[]) {
    super('The request does not have the form that this call wants; see the errors.');
    this.errors = issues.slice(0, 100).map((issue) => ({
      path: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
      message: issue.message,
    }));
  }
}

class RequestPipe extends StandardSchemaValidationPipe {
  override async transform<Value>(value: Value, metadata: ArgumentMetadata): Promise<Value> {
    if (metadata.schema) refuseBrokenText(value);
    return super.transform(value, metadata);
  }
}

/** Refuses a request with text, wherever in it, that no database takes: U+0000, and halves of characters. */
export function refuseBrokenText(value: unknown): void {
  const path = pathOfBrokenText(value);
  if (path) throw new InvalidRequest([{ path, message: 'holds U+0000 or half a character' }]);
}

/** No schema of ours is as deep as this; what is deeper, its schema refuses. */
const DEEPEST = 16;

function pathOfBrokenText(value: unknown, depth = 0): string[] | undefined {
  if (typeof value === 'string') return /\0|\p{Cs}/u.test(value) ? [] : undefined;
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return undefined;
  for (const [key, each] of Object.entries(value)) {
    const path = pathOfBrokenText(each, depth + 1);
    if (path) return [key, ...path];
  }
  return undefined;
}

/** Validates every argument that names a schema: `@Body({ schema })`, `@Query({ schema })`, `@Param('id', { schema })`. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new RequestPipe({
    transform: true,
    exceptionFactory: (issues) => new InvalidRequest(issues),
  });
}
