import { registerAgents } from './agents.command.js';
import { registerArchive } from './archive.command.js';
import { registerClock } from './clock.command.js';
import { registerDecide } from './decide.command.js';
import { registerDoctor } from './doctor.command.js';
import { registerEscalations } from './escalations.command.js';
import { registerExplain } from './explain.command.js';
import { registerHistory } from './history.command.js';
import { registerHandOffs } from './hand-offs.command.js';
import { registerImport } from './import.command.js';
import { registerInvoices } from './invoices.command.js';
import { registerLaunch } from './launch.command.js';
import { registerLint } from './lint.command.js';
import { registerMigrate } from './migrate.command.js';
import { registerPayments } from './payments.command.js';
import { registerPlans } from './plans.command.js';
import { registerReckon } from './reckon.command.js';
import type { RegisterCommand } from './register-command.js';
import { registerSimulate } from './simulate.command.js';
import { registerValidate } from './validate.command.js';
import { registerVerifyAudit } from './verify-audit.command.js';

/** One line for each command. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerMigrate,
  registerImport,
  registerInvoices,
  registerPayments,
  registerPlans,
  registerClock,
  registerValidate,
  registerLint,
  registerLaunch,
  registerSimulate,
  registerHistory,
  registerDecide,
  registerReckon,
  registerExplain,
  registerEscalations,
  registerHandOffs,
  registerAgents,
  registerVerifyAudit,
  registerArchive,
  registerDoctor,
];
