import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';

/** Where the API's description is read, without a key. */
export const OPENAPI_PATH = '/api/openapi.json';
export const API_DOCS_PATH = '/api/docs';

/**
 * Describes every route under /api from the schemas that validate its requests, so that the two cannot drift
 * apart. Routes say more with @nestjs/swagger's decorators; an answer's form is given by
 * `@ApiOkResponse({ standardSchema })`.
 */
export function describeApi(app: INestApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Dunlin')
    .setDescription(
      'Cases in, outreach followed, payments and escalations handled. Amounts are integers in minor units of their ' +
        'currency. Errors are problem details (RFC 9457).',
    )
    .setVersion('1')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'The API key of this installation.' },
      'key',
    )
    .addSecurityRequirements('key')
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.core.$ZodType ? { schema: jsonSchema(schema, schemaType) } : undefined,
  });
  const underApi = Object.entries(document.paths).filter(
    ([path]) => path === '/api' || path.startsWith('/api/'),
  );
  return { ...document, paths: Object.fromEntries(underApi) };
}

function jsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): object {
  return z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
    // A named format says what its expression of several hundred characters would.
    override: ({ jsonSchema: converted }) => {
      if (converted.format) delete converted.pattern;
    },
  });
}
