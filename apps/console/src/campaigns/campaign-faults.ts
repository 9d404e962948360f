import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { CampaignFault } from '#domain';
import { PROBLEM_MEDIA_TYPE } from '#platform';

/** A campaign that cannot be launched. */
export class CampaignRefused extends Error {
  override readonly name = 'CampaignRefused';

  constructor(readonly faults: readonly CampaignFault[]) {
    super('The campaign has faults.');
  }
}

/** Answers with every fault of the file at its line and column, as members of the problem (RFC 9457, 3.2). */
@Catch(CampaignRefused)
export class CampaignFaultsFilter implements ExceptionFilter<CampaignRefused> {
  catch({ faults }: CampaignRefused, host: ArgumentsHost): void {
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    const problem = {
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      detail: `The campaign has ${count}; nothing was launched.`,
      errors: faults.map(({ file, line, column, path, message }) => ({ path, message, file, line, column })),
    };
    void host
      .switchToHttp()
      .getResponse<FastifyReply>()
      .status(422)
      .header('content-type', PROBLEM_MEDIA_TYPE)
      .send(JSON.stringify(problem));
  }
}
