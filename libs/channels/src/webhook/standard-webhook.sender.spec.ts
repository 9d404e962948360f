import { describeWebhookSender } from '../webhook-sender-conformance.js';
import { StandardWebhookSender } from './standard-webhook.sender.js';

describeWebhookSender('the sender of hand-offs', (setting) => new StandardWebhookSender(setting));
