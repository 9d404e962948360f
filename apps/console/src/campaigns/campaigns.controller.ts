import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Query,
  UseFilters,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { launchCampaign, type PreviewLaunch, previewLaunch } from '#casework';
import {
  BusinessClock,
  CampaignBook,
  CampaignStore,
  type CampaignStory,
  campaignStory,
  type CampaignView,
  campaignView,
} from '#contracts';
import { OptionalAgentRef, projectDirectory } from '#platform';
import { z } from 'zod';
import { Actors } from '../http/actors.js';
import { Problems } from '../http/problems.js';
import { refParam } from '../http/requests.schema.js';
import { CampaignFaultsFilter, CampaignRefused } from './campaign-faults.js';
import { readCampaignGrounds } from './campaign-grounds.js';
import {
  type LaunchAnswer,
  launchAnswer,
  launchQuery,
  type PreviewAnswer,
  previewAnswer,
  previewQuery,
  YAML_TYPES,
} from './campaigns.schema.js';

/** Campaigns: launched from their files, paused, let go on. */
@ApiTags('Campaigns')
@Controller('api/campaigns')
export class CampaignsController {
  constructor(
    @Inject(CampaignBook) private readonly book: CampaignBook,
    @Inject(CampaignStore) private readonly store: CampaignStore,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(Actors) private readonly actors: Actors,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List campaigns' })
  @ApiOkResponse({ standardSchema: z.array(campaignView) })
  @Problems()
  list(): Promise<CampaignView[]> {
    return this.book.list();
  }

  @Get(':key')
  @ApiOperation({ summary: 'Read a campaign, its versions and who travels through it' })
  @ApiOkResponse({ standardSchema: campaignStory })
  @Problems(404)
  async read(@Param('key', { schema: refParam }) key: string): Promise<CampaignStory> {
    return found(await this.book.read(key));
  }

  @Post()
  @UseFilters(CampaignFaultsFilter)
  @ApiOperation({
    summary: 'Launch a campaign file',
    description: 'A version is immutable: cases that are under way stay in theirs, new ones enter this one.',
  })
  @ApiConsumes(...YAML_TYPES, 'text/plain')
  @ApiBody({ description: 'The campaign file.', schema: { type: 'string' } })
  @ApiCreatedResponse({ standardSchema: launchAnswer })
  @Problems(400, 403, 422)
  async launch(
    @Query({ schema: launchQuery }) { fileName, follow }: z.infer<typeof launchQuery>,
    @OptionalAgentRef() agent: string | undefined,
    @Body() body: unknown,
  ): Promise<LaunchAnswer> {
    const result = await launchCampaign(this.store, {
      ...(await this.fileOf(body, fileName)),
      actor: await this.actors.of(agent),
      follow: follow === 'true',
    });
    if (result.outcome === 'invalid') throw new CampaignRefused(result.faults);
    const { campaignId, versionId, number, isNew } = result.version;
    const { enrolled, followed } = result;
    return { campaignId, versionId, version: number, isNew, enrolled, followed };
  }

  @Post('preview')
  @HttpCode(200)
  @UseFilters(CampaignFaultsFilter)
  @ApiOperation({
    summary: 'Tell what launching a campaign file would do',
    description:
      'Who would enter and be contacted soon, where cases under way stand, what differs from the live version. Nothing is launched.',
  })
  @ApiConsumes(...YAML_TYPES, 'text/plain')
  @ApiBody({ description: 'The campaign file.', schema: { type: 'string' } })
  @ApiOkResponse({ standardSchema: previewAnswer })
  @Problems(400, 403, 422)
  async preview(
    @Query({ schema: previewQuery }) { fileName }: z.infer<typeof previewQuery>,
    @Body() body: unknown,
  ): Promise<PreviewAnswer> {
    const result = await previewLaunch(this.store, await this.fileOf(body, fileName));
    if (result.outcome === 'invalid') throw new CampaignRefused(result.faults);
    const { changes, standing, firstContacts, ...rest } = result.preview;
    return {
      ...rest,
      firstContacts: [...firstContacts],
      changes: changes.map(({ what, change, fields }) => ({ what, change, fields: [...fields] })),
      standing: [...standing],
    };
  }

  private async fileOf(body: unknown, fileName: string): Promise<PreviewLaunch> {
    if (typeof body !== 'string' || body.trim() === '') {
      throw new BadRequestException(
        'The body is to be the campaign file, with Content-Type: application/yaml.',
      );
    }
    // Read anew each time, so that a family or pack that was just added counts.
    const now = await this.clock.refresh();
    const today = new Date(now).toISOString().slice(0, 10);
    const known = await readCampaignGrounds(projectDirectory(), today);
    return { source: body, fileName, known, now };
  }

  @Post(':key/pause')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Pause a campaign: its messages wait',
    description: 'From the next batch of every sender on.',
  })
  @ApiOkResponse({ standardSchema: campaignView })
  @Problems(403, 404)
  async pause(
    @Param('key', { schema: refParam }) key: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<CampaignView> {
    return found(await this.book.setPaused(key, true, await this.actors.of(agent)));
  }

  @Post(':key/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a paused campaign go on' })
  @ApiOkResponse({ standardSchema: campaignView })
  @Problems(403, 404)
  async resume(
    @Param('key', { schema: refParam }) key: string,
    @OptionalAgentRef() agent: string | undefined,
  ): Promise<CampaignView> {
    return found(await this.book.setPaused(key, false, await this.actors.of(agent)));
  }
}

function found<View>(view: View | null): View {
  if (view === null) throw new NotFoundException('There is no such campaign.');
  return view;
}
