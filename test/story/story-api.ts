/** The console's API and the sandbox's, as anybody who has the key calls them. */
export class StoryApi {
  constructor(
    private readonly consoleUrl: string,
    private readonly sandboxUrl: string,
    private readonly key: string,
  ) {}

  get<Body>(path: string): Promise<Body> {
    return this.call<Body>(this.consoleUrl, path, { method: 'GET' });
  }

  /** A body that is a string is sent as it is, as the type says. */
  post<Body>(path: string, body: unknown = {}, type = 'application/json', agent?: string): Promise<Body> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers: Record<string, string> = { 'content-type': type };
    if (agent !== undefined) headers['x-dunlin-agent'] = agent;
    return this.call<Body>(this.consoleUrl, path, { method: 'POST', body: text, headers });
  }

  sandbox<Body>(path: string): Promise<Body> {
    return this.call<Body>(this.sandboxUrl, `/sandbox/api/${path}`, { method: 'GET' });
  }

  private async call<Body>(base: string, path: string, init: RequestInit): Promise<Body> {
    const headers = { authorization: `Bearer ${this.key}`, ...init.headers };
    const answer = await fetch(new URL(path, base), { ...init, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as Body;
  }
}
