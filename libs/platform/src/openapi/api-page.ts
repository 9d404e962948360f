import type { OpenAPIObject } from '@nestjs/swagger';
import { schemaOutline } from './schema-outline.js';

type Schema = Parameters<typeof schemaOutline>[0];
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The API's description as one plain page: no script, nothing loaded from elsewhere. */
export function apiPage(document: OpenAPIObject): string {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [operationHtml(method, path, operation)] : [];
    }),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dunlin API</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem;color:#1d2733;background:#fff}
h2{font-size:1.05rem;margin:2rem 0 .3rem;border-top:1px solid #d5dce4;padding-top:1rem}
h3{font-size:.95rem;margin:.8rem 0 .2rem}
code,pre{font:13px/1.45 ui-monospace,monospace}
pre{background:#f3f6f9;padding:.8rem;overflow-x:auto;border-radius:4px}
.method{display:inline-block;min-width:4.2rem;font-weight:700;text-transform:uppercase}
</style></head><body>
<h1>${escape(document.info.title)} API</h1>
<p>${escape(document.info.description ?? '')}</p>
<p>Send the key as <code>Authorization: Bearer &lt;key&gt;</code>, and an agent's calls with
<code>X-Dunlin-Agent: &lt;agent ref&gt;</code>. For programs: <a href="/api/openapi.json">openapi.json</a>.</p>
${operations.join('\n')}
</body></html>
`;
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const parts = [
    `<h2><span class="method">${method}</span> <code>${escape(path)}</code></h2>`,
    paragraph(operation.summary),
    paragraph(operation.description),
  ];
  if (operation.parameters?.length) parts.push('<h3>Parameters</h3>', parameters(operation.parameters));
  if (operation.requestBody) parts.push('<h3>Body</h3>', content(operation.requestBody as Described));
  for (const [status, response] of Object.entries(operation.responses)) {
    const described = response as Described;
    parts.push(`<h3>${escape(status)} ${escape(described.description ?? '')}</h3>`, content(described));
  }
  return parts.join('\n');
}

/** The part of OpenAPI's many forms that our own routes are described with. */
interface Described {
  description?: string;
  content?: Record<string, { schema?: Schema }>;
}

function content(described: Described): string {
  return Object.entries(described.content ?? {})
    .map(
      ([type, { schema }]) =>
        `<p><code>${escape(type)}</code></p>${schema ? pre(schemaOutline(schema)) : ''}`,
    )
    .join('\n');
}

function parameters(list: NonNullable<Operation['parameters']>): string {
  const lines = list.map((parameter) => {
    const {
      name,
      in: place,
      required,
      schema,
    } = parameter as { name: string; in: string; required?: boolean; schema?: Schema };
    return `${name}${required ? '' : '?'}: ${schema ? schemaOutline(schema) : 'string'} (${place})`;
  });
  return pre(lines.join('\n'));
}

function paragraph(text: string | undefined): string {
  return text ? `<p>${escape(text)}</p>` : '';
}

function pre(text: string): string {
  return `<pre>${escape(text)}</pre>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
