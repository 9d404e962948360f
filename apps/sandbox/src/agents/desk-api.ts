import { Agent, request } from 'undici';
import type { AgentView, EscalationView, Page } from '#contracts';
import type { LocalNetwork } from '../outgoing/local-network.js';

/** What a call was answered with; the body of a refusal stays unread, since it may say what logs must not. */
export interface DeskAnswer {
  readonly status: number;
}

/** The API that agents work by, as a tool of theirs would use it: over HTTP, with the key, in somebody's name. */
export class DeskApi {
  private readonly connections = new Agent({ connections: 4 });

  constructor(
    private readonly network: LocalNetwork,
    private readonly url: string,
    private readonly key: string,
  ) {}

  async agents(): Promise<AgentView[]> {
    return (await this.read('/api/agents')) as AgentView[];
  }

  /** What an agent was given and has not taken up. */
  async waiting(agent: string): Promise<EscalationView[]> {
    const page = await this.read('/api/escalations?mine=true&status=assigned&limit=200', agent);
    return (page as Page<EscalationView>).items;
  }

  post(path: string, agent: string, body?: unknown): Promise<DeskAnswer> {
    return this.send('POST', path, agent, body);
  }

  close(): Promise<void> {
    return this.connections.destroy();
  }

  private async read(path: string, agent?: string): Promise<unknown> {
    const { status, json } = await this.send('GET', path, agent);
    if (status !== 200)
      throw new Error(`the API answered ${status} to GET ${new URL(path, this.url).pathname}`);
    return json;
  }

  private async send(
    method: 'GET' | 'POST',
    path: string,
    agent?: string,
    body?: unknown,
  ): Promise<DeskAnswer & { json?: unknown }> {
    const address = `${this.url}${path}`;
    if (!this.network.allows(address)) throw new Error('the sandbox visits nothing but this machine');
    const answer = await request(address, {
      method,
      dispatcher: this.connections,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(agent === undefined ? {} : { 'x-dunlin-agent': agent }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (method === 'GET' && answer.statusCode === 200) return { status: 200, json: await answer.body.json() };
    await answer.body.dump();
    return { status: answer.statusCode };
  }
}
