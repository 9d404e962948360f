import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  HttpCode,
  Inject,
  Post,
  Query,
  UnprocessableEntityException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { importPlans, IntakeDesk, planFields, type PlanImportReport } from '#casework';
import { spoolUpload } from '#persistence';
import { OptionalAgentRef } from '#platform';
import { z } from 'zod';
import { Actors } from '../http/actors.js';
import { Problems } from '../http/problems.js';
import { flagParam } from '../http/requests.schema.js';
import { fileName, mapParam, rowFault } from './import.schema.js';

const plansQuery = z.object({
  creditor: z.string().optional().describe('Reference of the creditor of rows that name none.'),
  dryRun: flagParam.default(false).describe('Tell what would happen, and write nothing.'),
  map: mapParam(planFields),
  fileName,
});

const plansAnswer = z.object({
  runId: z.uuid(),
  dryRun: z.boolean(),
  counts: z.object({
    rows: z.int(),
    unreadable: z.int().describe('Rows that cannot be read: one of them keeps the whole file out.'),
    plans: z.int(),
    agreed: z.int(),
    cancelled: z.int(),
    repeated: z.int(),
    superseded: z.int().describe('Another plan of the same case stands further down in the file.'),
    refused: z.int().describe('Plans; all of them where a row cannot be read.'),
  }),
  faults: z.array(rowFault),
  superseded: z.array(
    z.object({
      line: z.int(),
      caseRef: z.string(),
      planRef: z.string().nullable(),
      byLine: z.int().describe('Line of the plan that stands in its place.'),
    }),
  ),
  ignoredColumns: z.array(z.string()),
});

/** Plans of instalments in, as the creditor's system writes them. */
@ApiTags('Intake')
@Controller('api')
export class PlansController {
  constructor(
    @Inject(IntakeDesk) private readonly intake: IntakeDesk,
    @Inject(Actors) private readonly actors: Actors,
  ) {}

  @Post('plans')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take in a file of agreed plans, one row an instalment',
    description:
      'CSV in UTF-8 with a header row. A row that cannot be read keeps the whole file out, since a plan would lack an ' +
      'instalment; a plan that cannot be taken keeps out itself alone. Of several plans of one case the one further down counts. The ' +
      'same file again changes nothing.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: plansAnswer })
  @Problems(400, 403, 422)
  async take(
    @Query({ schema: plansQuery }) query: z.infer<typeof plansQuery>,
    @OptionalAgentRef() agent: string | undefined,
    @Body() body: unknown,
  ): Promise<PlanImportReport> {
    const actor = await this.actors.of(agent);
    if (!(body instanceof Readable)) {
      throw new UnsupportedMediaTypeException('Send the file itself, with Content-Type: text/csv.');
    }
    const upload = await spoolUpload(body, query.fileName ?? null);
    try {
      const { creditor: creditorRef, dryRun, map: mapping } = query;
      const result = await importPlans(this.intake, upload, { creditorRef, dryRun, mapping, actor });
      if (result.kind === 'imported') return result.report;
      const { reason, remedy } = result.refusal;
      throw new UnprocessableEntityException(`The file was not taken in: ${reason}. What to do: ${remedy}.`);
    } finally {
      await upload.remove();
    }
  }
}
