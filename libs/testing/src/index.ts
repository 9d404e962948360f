export { throwAwayDatabase } from './throw-away-database.js';
export type { ThrowAwayDatabase } from './throw-away-database.js';
