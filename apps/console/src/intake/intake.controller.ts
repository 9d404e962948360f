import { Readable } from 'node:stream';
import {
  Body,
  ConflictException,
  Controller,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
  UnprocessableEntityException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type CaseImportReport,
  Desk,
  type FileRefusal,
  importCases,
  importInvoices,
  importPayments,
  type ImportSource,
  IntakeDesk,
  isDatedAhead,
  type PaymentImportReport,
  type PaymentsRecorded,
  placePayment,
  recordPayments,
} from '#casework';
import { spoolUpload } from '#persistence';
import { InvalidRequest, OptionalAgentRef, refuseBrokenText } from '#platform';
import { z } from 'zod';
import { Actors } from '../http/actors.js';
import { Problems } from '../http/problems.js';
import { idParam } from '../http/requests.schema.js';
import {
  importAnswer,
  type ImportQuery,
  importQuery,
  type InvoicesQuery,
  invoicesQuery,
  paymentFileAnswer,
  paymentsAnswer,
  type PaymentsQuery,
  paymentsQuery,
  paymentsRequest,
  type PlaceAnswer,
  placeAnswer,
  type PlaceRequest,
  placeRequest,
} from './import.schema.js';

const csv = { type: 'string', format: 'binary' } as const;

/** Cases and money in: as files that are streamed, or payments as JSON. */
@ApiTags('Intake')
@Controller('api')
export class IntakeController {
  constructor(
    @Inject(Desk) private readonly desk: Desk,
    @Inject(IntakeDesk) private readonly intake: IntakeDesk,
    @Inject(Actors) private readonly actors: Actors,
  ) {}

  @Post('import')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Import a file of cases',
    description:
      'CSV in UTF-8 with a header row. Each row stands for itself; the same file again changes nothing.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: csv })
  @ApiOkResponse({ standardSchema: importAnswer })
  @Problems(400, 403, 422)
  async importCases(
    @Query({ schema: importQuery }) query: ImportQuery,
    @OptionalAgentRef() agent: string | undefined,
    @Body() body: unknown,
  ): Promise<CaseImportReport> {
    const { portfolio: portfolioRef, creditor: creditorRef, dryRun, map: mapping } = query;
    const actor = await this.actors.of(agent);
    const options = { portfolioRef, creditorRef, dryRun, mapping, actor };
    return this.takeFile(body, query.fileName, (source) => importCases(this.intake, source, options));
  }

  @Post('invoices')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Import a file of invoices',
    description:
      'CSV in UTF-8 with a header row, for cases on record. The same file again changes nothing. `queued` lists cases whose invoices do not come to their principal: nobody contacts them until a person has looked.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: csv })
  @ApiOkResponse({ standardSchema: importAnswer })
  @Problems(400, 403, 422)
  async importInvoices(
    @Query({ schema: invoicesQuery }) query: InvoicesQuery,
    @OptionalAgentRef() agent: string | undefined,
    @Body() body: unknown,
  ): Promise<CaseImportReport> {
    const { creditor: creditorRef, dryRun, map: mapping } = query;
    const options = { creditorRef, dryRun, mapping, actor: await this.actors.of(agent) };
    return this.takeFile(body, query.fileName, (source) => importInvoices(this.intake, source, options));
  }

  @Post('payments')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record payments',
    description:
      'A file (CSV in UTF-8 with a header row) or JSON. A payment known by its reference changes nothing.',
  })
  @ApiConsumes('text/csv', 'application/json')
  @ApiBody({
    schema: {
      anyOf: [csv, z.toJSONSchema(paymentsRequest, { target: 'openapi-3.0', io: 'input' }) as object],
    },
  })
  @ApiOkResponse({ standardSchema: z.union([paymentFileAnswer, paymentsAnswer]) })
  @Problems(400, 403, 404, 422)
  async recordPayments(
    @Query({ schema: paymentsQuery }) query: PaymentsQuery,
    @OptionalAgentRef() agent: string | undefined,
    @Body() body: unknown,
  ): Promise<PaymentImportReport | PaymentsRecorded> {
    const actor = await this.actors.of(agent);
    if (body instanceof Readable) {
      const options = { creditorRef: query.creditor, dryRun: query.dryRun, mapping: query.map, actor };
      return this.takeFile(body, query.fileName, (source) => importPayments(this.intake, source, options));
    }
    refuseBrokenText(body);
    const request = paymentsRequest.safeParse(body);
    if (!request.success) throw new InvalidRequest(request.error.issues);
    const { creditor: ref, payments } = request.data;
    const ahead = payments.findIndex(({ paidOn }) => isDatedAhead(paidOn, this.desk.clock.now()));
    if (ahead >= 0) {
      const path = ['payments', ahead, 'paidOn'];
      throw new InvalidRequest([{ path, message: 'is a day that has not come yet' }]);
    }
    const creditor = await this.desk.store.creditorByRef(ref);
    if (creditor === null) throw new NotFoundException('There is no creditor of this reference.');
    return recordPayments(this.desk, { creditorId: creditor.id, source: 'api', actor, payments });
  }

  @Post('payments/:id/place')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Say which case a payment is for of which nothing is allocated',
    description: 'Its entry in the data queue names the payment, and is resolved by this.',
  })
  @ApiOkResponse({ standardSchema: placeAnswer })
  @Problems(400, 403, 404, 409, 422)
  async place(
    @Param('id', { schema: idParam }) paymentId: string,
    @OptionalAgentRef() agent: string | undefined,
    @Body({ schema: placeRequest }) wanted: PlaceRequest,
  ): Promise<PlaceAnswer> {
    const actor = await this.actors.of(agent);
    const placed = await placePayment(this.desk, { paymentId, case: wanted, actor });
    if (placed.kind === 'notFound') throw new NotFoundException('There is no such payment.');
    if (placed.kind === 'noSuchCase')
      throw new UnprocessableEntityException("The payment's creditor has no such case.");
    if (placed.kind === 'alreadyDone')
      throw new ConflictException('Something of the payment is allocated to a case already.');
    const { kind: _, ...answer } = placed;
    return answer;
  }

  /** Lays the upload down, since a file is checked as a whole before anything of it is taken in. */
  private async takeFile<Report>(
    body: unknown,
    fileName: string | undefined,
    take: (
      source: ImportSource,
    ) => Promise<{ kind: 'imported'; report: Report } | { kind: 'refused'; refusal: FileRefusal }>,
  ): Promise<Report> {
    if (!(body instanceof Readable)) {
      throw new UnsupportedMediaTypeException('Send the file itself, with Content-Type: text/csv.');
    }
    const upload = await spoolUpload(body, fileName ?? null);
    try {
      const result = await take(upload);
      if (result.kind === 'imported') return result.report;
      const { reason, remedy } = result.refusal;
      throw new UnprocessableEntityException(`The file was not taken in: ${reason}. What to do: ${remedy}.`);
    } finally {
      await upload.remove();
    }
  }
}
