import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { Desk, type StopCommand } from '#casework';
import { CaseBook } from '#contracts';
import { Actors } from '../http/actors.js';
import { type Refusal, refusalOf } from '../http/refusals.js';
import type { ActionAnswer } from './case-actions.schema.js';

type Done = { kind: 'ok'; cancelled?: number } | { kind: 'alreadyDone' };

/** What a use case on a case comes to. */
export type Acted = Promise<Done | Refusal>;

/** Carries out a use case under the caller's name, and answers with the case as it then stands. */
@Injectable()
export class CaseActs {
  constructor(
    @Inject(Desk) readonly desk: Desk,
    @Inject(CaseBook) private readonly book: CaseBook,
    @Inject(Actors) private readonly actors: Actors,
  ) {}

  /** @throws HttpException when the use case does not do it, or the agent is not known */
  async act(
    caseId: string,
    agent: string | undefined,
    work: (desk: Desk, actor: string) => Acted,
  ): Promise<ActionAnswer> {
    const result = await work(this.desk, await this.actors.of(agent));
    if (result.kind !== 'ok' && result.kind !== 'alreadyDone') throw refusalOf(result, 'case');
    const found = await this.book.read(caseId);
    if (found === null) throw new NotFoundException('There is no such case.');
    const cancelled = result.kind === 'ok' ? (result.cancelled ?? 0) : 0;
    return { changed: result.kind === 'ok', cancelled, case: found };
  }

  /** Something that was learnt about the debtor, with nothing more to say about it. */
  report(
    caseId: string,
    agent: string | undefined,
    useCase: (desk: Desk, command: StopCommand) => Acted,
  ): Promise<ActionAnswer> {
    return this.act(caseId, agent, (desk, actor) => useCase(desk, { caseId, actor }));
  }
}
