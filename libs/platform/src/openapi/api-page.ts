import type { OpenAPIObject } from '@nestjs/swagger';

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
  if (operation.parameters?.length) parts.push('<h3>Parameters</h3>', json(operation.parameters));
  if (operation.requestBody) parts.push('<h3>Body</h3>', json(contentOf(operation.requestBody)));
  for (const [status, response] of Object.entries(operation.responses)) {
    const described = response as { description?: string };
    parts.push(`<h3>${escape(status)} ${escape(described.description ?? '')}</h3>`);
    const content = contentOf(response ?? {});
    if (content !== undefined) parts.push(json(content));
  }
  return parts.join('\n');
}

function contentOf(described: object): unknown {
  return 'content' in described ? described.content : undefined;
}

function paragraph(text: string | undefined): string {
  return text ? `<p>${escape(text)}</p>` : '';
}

function json(value: unknown): string {
  return `<pre>${escape(JSON.stringify(value, null, 2))}</pre>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
