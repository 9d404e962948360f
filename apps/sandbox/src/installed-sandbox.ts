import type { DynamicModule } from '@nestjs/common';
import { BusinessClock } from '#contracts';
import { PlatformConfig } from '#platform';
import { sandboxOptions, type DemoFiles } from './from-config.js';
import { SandboxModule } from './sandbox.module.js';

/** The sandbox of an installation: its options and its clock come from the platform that it is bootstrapped on. */
export function installedSandbox(demo?: DemoFiles): DynamicModule {
  return SandboxModule.registerAsync({
    inject: [PlatformConfig, BusinessClock],
    useFactory: (config: PlatformConfig, clock: BusinessClock) => sandboxOptions(config, clock, demo),
  });
}
