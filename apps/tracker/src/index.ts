export { TrackerModule } from './tracker.module.js';
