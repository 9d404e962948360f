import { Inject, Injectable } from '@nestjs/common';
import { AgentRoster } from '#contracts';
import { unknownAgent } from './refusals.js';

/** Whoever calls with the key and names no agent: another system, or a manager. */
const API_ACTOR = 'api:key';

/** Says under whose name a change goes into the record. */
@Injectable()
export class Actors {
  constructor(@Inject(AgentRoster) private readonly roster: AgentRoster) {}

  /** @throws ForbiddenException when an agent is named who is not known or no longer active */
  async of(agentRef: string | undefined): Promise<string> {
    if (agentRef === undefined) return API_ACTOR;
    const agent = await this.roster.read(agentRef);
    if (agent === null || !agent.active) throw unknownAgent();
    return `agent:${agent.ref}`;
  }
}
