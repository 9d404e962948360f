import { BadRequestException, StandardSchemaValidationPipe } from '@nestjs/common';

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

/** Validates every argument that names a schema: `@Body({ schema })`, `@Query({ schema })`, `@Param('id', { schema })`. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    transform: true,
    exceptionFactory: (issues) => new InvalidRequest(issues),
  });
}
