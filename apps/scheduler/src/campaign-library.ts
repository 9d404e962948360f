import { Inject, Injectable } from '@nestjs/common';
import { CampaignUnreadableError } from '#casework';
import { campaignCalendar, type CompiledCampaign, compileCampaign, parseCampaign } from '#domain';
import { Database, readCampaignVersion } from '#persistence';

/** The database did not give the version away; it may in a moment. */
export class VersionNotReadError extends Error {
  override readonly name = 'VersionNotReadError';
}

/** Compiled campaign versions. They are immutable, so each is compiled once in a process's life. */
@Injectable()
export class CampaignLibrary {
  private readonly compiled = new Map<string, Promise<CompiledCampaign>>();

  constructor(@Inject(Database) private readonly db: Database) {}

  /** The version's campaign; rejects when it cannot be read, which puts its enrolments off and loses nothing. */
  get(versionId: string): Promise<CompiledCampaign> {
    const known = this.compiled.get(versionId);
    if (known) return known;
    const fresh = this.compile(versionId);
    this.compiled.set(versionId, fresh);
    fresh.catch(() => this.compiled.delete(versionId));
    return fresh;
  }

  private async compile(versionId: string): Promise<CompiledCampaign> {
    const version = await readCampaignVersion(this.db, versionId).catch((cause: unknown) => {
      throw new VersionNotReadError(`campaign version ${versionId} could not be read`, { cause });
    });
    const parsed = parseCampaign(version.source, `version ${version.number}`);
    if ('faults' in parsed) throw new CampaignUnreadableError(parsed.faults[0]?.message);
    return compileCampaign(parsed.campaign, campaignCalendar);
  }
}
