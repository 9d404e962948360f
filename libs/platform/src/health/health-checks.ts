import { type HealthCheck, HealthProbes } from '#contracts';

export interface Readiness {
  ready: boolean;
  /** By name of the part. */
  checks: Record<string, 'ok' | 'failed' | 'timed out'>;
}

/** The parts that must work before this process takes work. Each registers its own at start. */
export class HealthChecks extends HealthProbes {
  private readonly checks = new Map<string, HealthCheck>();
  private stopping = false;

  constructor(private readonly timeoutMs = 2_000) {
    super();
  }

  register(name: string, check: HealthCheck): void {
    if (this.checks.has(name)) throw new Error(`There is a health check named ${name} already`);
    this.checks.set(name, check);
  }

  /** From here on the process says that it is not ready, so that load balancers look elsewhere. */
  stop(): void {
    this.stopping = true;
  }

  async readiness(): Promise<Readiness> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await this.run(check)] as const),
    );
    return {
      ready: !this.stopping && results.every(([, result]) => result === 'ok'),
      checks: Object.fromEntries(results),
    };
  }

  private async run(check: HealthCheck): Promise<'ok' | 'failed' | 'timed out'> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<'timed out'>((resolve) => {
      timer = setTimeout(() => resolve('timed out'), this.timeoutMs);
    });
    const result = check().then(
      () => 'ok' as const,
      () => 'failed' as const,
    );
    return Promise.race([result, timeout]).finally(() => clearTimeout(timer));
  }
}
