import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { z } from 'zod';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { Agenda } from './agenda.js';

const savedSchema = z.array(z.object({ at: z.number(), kind: z.string(), data: z.unknown() }));

/** Carries what debtors still mean to do over an orderly restart. */
@Injectable()
export class AgendaKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly path: string | undefined;

  constructor(
    private readonly agenda: Agenda,
    @Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'dataDir'>,
  ) {
    this.path = options.dataDir ? join(options.dataDir, 'sandbox-agenda.json') : undefined;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.path) return;
    if (!existsSync(this.path)) return;
    const saved = await readFile(this.path, 'utf8');
    for (const { at, kind, data } of savedSchema.parse(JSON.parse(saved))) this.agenda.planAt(kind, at, data);
    await rm(this.path, { force: true });
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.path || this.agenda.planned.length === 0) return;
    await mkdir(this.options.dataDir ?? '.', { recursive: true });
    await writeFile(this.path, JSON.stringify(this.agenda.planned));
  }
}
