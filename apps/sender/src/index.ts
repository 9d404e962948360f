export { SenderModule } from './sender.module.js';
