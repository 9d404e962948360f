import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

const MEANINGS = {
  400: 'The request does not have the form that this call wants.',
  403: 'The agent named is not known or no longer active.',
  404: 'There is none.',
  409: 'It cannot be done as things stand.',
  422: 'Understood, and cannot be carried out.',
} as const;

/** Describes the refusals of a call; all are problem details (RFC 9457). The key is asked for everywhere. */
export function Problems(...statuses: (keyof typeof MEANINGS)[]): MethodDecorator & ClassDecorator {
  const content = { 'application/problem+json': { schema: { type: 'object' } } } as const;
  return applyDecorators(
    ApiResponse({ status: 401, description: 'The API key is missing or wrong.', content }),
    ...statuses.map((status) => ApiResponse({ status, description: MEANINGS[status], content })),
  );
}
