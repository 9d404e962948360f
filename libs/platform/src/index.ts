// Configuration: everything that comes from outside the process, read once.
export { loadConfig } from './config/load-config.js';
export { PlatformConfig, withDatabase } from './config/platform-config.js';
export type { LoadedConfig } from './config/platform-config.js';
export { ConfigError } from './config/config-error.js';
export type { ConfigFault } from './config/config-error.js';
export { SERVICE_NAMES } from './config/services.js';
export type { ServiceName } from './config/services.js';
export { parseInstant } from './config/clock-setting.js';
export type { ClockSetting } from './config/clock-setting.js';
export { parseDuration } from './config/duration.js';
export { handOffFaults } from './config/hand-off-faults.js';
export { isForwarded, isLoopbackHost, isLoopbackUrl } from './config/loopback.js';
export { projectDirectory } from './project-directory.js';

// Business time.
export { SharedBusinessClock } from './clock/shared-business-clock.js';
export { advanceClock } from './clock/advance.js';
export { businessTime, firstEpoch } from './clock/epoch.js';

// What a service is built from.
export { bootstrap } from './bootstrap/bootstrap.js';
export type { RunningApplication, ServiceModule } from './bootstrap/bootstrap.js';
export { giveWay } from './bootstrap/give-way.js';
export { openWaitingRoom } from './bootstrap/waiting-room.js';
export { runAlone } from './bootstrap/run-alone.js';
export { untilStopped } from './bootstrap/until-stopped.js';
export { StopRequest } from './bootstrap/stop-request.js';
export { EarlyStop } from './bootstrap/early-stop.js';
export { ProcessStop } from './bootstrap/process-stop.js';
export { beforeStop } from './bootstrap/before-stop.js';
export { PlatformModule } from './bootstrap/platform.module.js';
export { WorkLoop } from './work-loop.js';
export { LOGGER, createLogger } from './logging/logger.js';
export type { Logger } from './logging/logger.js';
export { describeError } from './logging/describe-error.js';
export { Metrics } from './metrics/metrics.js';
export { RegisteredFigures } from './metrics/registered-figures.js';
export { WatchedMessages } from './watch/watched-messages.js';
export { startTracing } from './tracing/start-tracing.js';
export type { TracingOptions } from './tracing/tracing-options.js';
export { HealthChecks } from './health/health-checks.js';

// The API's edge.
export { ReadableWithoutKey } from './auth/readable-without-key.js';
export { AgentRef, OptionalAgentRef, AGENT_HEADER } from './auth/agent-ref.js';
export { InvalidRequest, refuseBrokenText, validationPipe } from './errors/validation.js';
export { PROBLEM_MEDIA_TYPE } from './errors/problem.js';
export type { Problem } from './errors/problem.js';

// The database that comes with Dunlin.
export { acquireEmbeddedPostgres } from './embedded-postgres/acquire.js';
export type { EmbeddedPostgres } from './embedded-postgres/acquire.js';
export { startCluster } from './embedded-postgres/cluster.js';
export type { Cluster, ClusterOptions } from './embedded-postgres/cluster.js';
