import { Injectable } from '@nestjs/common';
import { DebtorBehaviour } from '../../debtors/debtor-behaviour.js';
import { DebtorDirectory } from '../../debtors/debtor-directory.js';
import { Inbox } from '../../inbox/inbox.js';

/** Which phones take RCS: as was decided for the number, else as its debtor's behaviour has it. */
@Injectable()
export class RcsPhones {
  constructor(
    private readonly inbox: Inbox,
    private readonly directory: DebtorDirectory,
    private readonly behaviour: DebtorBehaviour,
  ) {}

  /** @param number E.164, without a channel before it */
  takes(number: string): boolean {
    return (
      this.inbox.decidedRcs.get(number) ?? this.behaviour.hasRcs(this.directory.subjectOf(number), number)
    );
  }
}
