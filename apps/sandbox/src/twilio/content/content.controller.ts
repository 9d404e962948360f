import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../../sandbox.options.js';
import { TwilioBasicAuthGuard } from '../basic-auth.guard.js';
import { TwilioError, TwilioErrorFilter } from '../twilio-error.js';
import { contentPage } from './content-listing.js';
import { approvalResource, contentResource } from './content-resource.js';
import { ContentStore, type Content } from './content-store.js';
import { readContent } from './read-content.js';

/**
 * The Content API, content.twilio.com at Twilio. An SDK whose requests are sent to one base address instead of Twilio's
 * hosts finds it by its path.
 */
@Controller('sandbox/twilio/v1/Content')
@UseGuards(TwilioBasicAuthGuard)
@UseFilters(TwilioErrorFilter)
export class ContentController {
  constructor(
    private readonly contents: ContentStore,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'accountSid' | 'ownUrl'>,
  ) {}

  @Post()
  @HttpCode(201)
  create(@Body() body: unknown, @Headers('host') host: string): Record<string, unknown> {
    return this.show(this.contents.add(readContent(body)), host);
  }

  @Get()
  list(
    @Query() query: Readonly<Record<string, string | undefined>>,
    @Headers('host') host: string,
  ): Record<string, unknown> {
    const { found, meta } = contentPage(this.contents.all(), query, this.address(host));
    return { contents: found.map((content) => this.show(content, host)), meta };
  }

  @Get(':sid')
  fetch(@Param('sid') sid: string, @Headers('host') host: string): Record<string, unknown> {
    return this.show(this.known(sid), host);
  }

  @Get(':sid/ApprovalRequests')
  approval(@Param('sid') sid: string, @Headers('host') host: string): Record<string, unknown> {
    return approvalResource(this.known(sid), this.options.accountSid, this.address(host));
  }

  @Delete(':sid')
  @HttpCode(204)
  remove(@Param('sid') sid: string): void {
    this.contents.remove(this.known(sid).sid);
  }

  private known(sid: string): Content {
    const content = this.contents.find(sid);
    if (!content) throw new TwilioError(20404, `/v1/Content/${sid}`);
    return content;
  }

  private show(content: Content, host: string): Record<string, unknown> {
    return contentResource(content, this.options.accountSid, this.address(host));
  }

  private address(host: string): string {
    return `${this.options.ownUrl ?? `http://${host}`}/sandbox/twilio/v1/Content`;
  }
}
