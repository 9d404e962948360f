import { Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  asOfParam,
  CaseBook,
  type CaseDecisionsView,
  caseDecisionsView,
  type CaseLine,
  casePage,
  type CaseView,
  caseView,
  DecisionBook,
  type Page,
  type TimelineEntry,
  timelineView,
} from '#contracts';
import { z } from 'zod';
import { Problems } from '../http/problems.js';
import { idParam, pageParams } from '../http/requests.schema.js';

const casesQuery = z.object({
  ref: z.string().optional().describe("The creditor's case number."),
  creditor: z.string().optional().describe('Reference of a creditor.'),
  portfolio: z.string().optional().describe('Reference of a portfolio.'),
  status: z.enum(['verifying', 'open', 'closed']).optional(),
  ...pageParams,
});

const decisionsQuery = z.object({ at: asOfParam.optional() });

/** Cases, as they stand and how they came to. */
@ApiTags('Cases')
@Controller('api/cases')
export class CasesController {
  constructor(
    @Inject(CaseBook) private readonly book: CaseBook,
    @Inject(DecisionBook) private readonly decisionBook: DecisionBook,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Find cases' })
  @ApiOkResponse({ standardSchema: casePage })
  @Problems(400)
  list(@Query({ schema: casesQuery }) query: z.infer<typeof casesQuery>): Promise<Page<CaseLine>> {
    return this.book.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a case' })
  @ApiOkResponse({ standardSchema: caseView })
  @Problems(400, 404)
  async read(@Param('id', { schema: idParam }) id: string): Promise<CaseView> {
    const found = await this.book.read(id);
    if (found === null) throw new NotFoundException('There is no such case.');
    return found;
  }

  @Get(':id/timeline')
  @ApiOperation({
    summary: 'Read what happened about a case',
    description: 'Every channel on one line, by time.',
  })
  @ApiOkResponse({ standardSchema: timelineView })
  @Problems(400, 404)
  async timeline(@Param('id', { schema: idParam }) id: string): Promise<TimelineEntry[]> {
    const found = await this.book.timeline(id);
    if (found === null) throw new NotFoundException('There is no such case.');
    return found;
  }

  @Get(':id/decisions')
  @ApiOperation({
    summary: 'Read what had been decided about a case by some time',
    description:
      'Of each message of the case that the contact policy had been asked about by then, the last decision, with the facts that decided and what deciding again comes to; by now when no time is given.',
  })
  @ApiOkResponse({ standardSchema: caseDecisionsView })
  @Problems(400, 404)
  async decisions(
    @Param('id', { schema: idParam }) id: string,
    @Query({ schema: decisionsQuery }) { at }: z.infer<typeof decisionsQuery>,
  ): Promise<CaseDecisionsView> {
    const found = await this.decisionBook.decidedBy(id, at);
    if (found === null) throw new NotFoundException('There is no such case.');
    return found;
  }
}
