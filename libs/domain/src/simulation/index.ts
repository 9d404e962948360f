export { simulate } from './simulate.js';
export { SimulationFigures } from './simulation-figures.js';
export { ContactAuditor } from './contact-auditor.js';
export type { Violation } from './contact-auditor.js';
export { parsePriceList } from './price-list.schema.js';
export type { PriceList } from './price-list.schema.js';
export type { SimulatedCase, SimulatedPoint } from './simulated-case.js';
export type { SimulationWorld } from './simulation-world.js';
export type { ByChannel, DayFigures, SimulationReport, StepFigures } from './simulation-report.js';
export type {
  DebtorDeed,
  SimulatedContact,
  SimulatedEscalation,
  SimulationWatcher,
} from './simulation-watcher.js';
export { formatHistory, parseHistory } from './history/parse-history.js';
export { RecordedContacts } from './history/recorded-contacts.js';
export type { HistoryHead, RecordedHistory, RecordedPerson } from './history/recorded-history.js';
