export { PersonaliserModule } from './personaliser.module.js';
