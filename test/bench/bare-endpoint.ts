import formbody from '@fastify/formbody';
import Fastify from 'fastify';

/** A Fastify endpoint that reads the form and answers 204: `node bare-endpoint.js <port>`. */
const app = Fastify();
await app.register(formbody);
app.post('/webhooks/twilio/status/sms/:shard/:messageId/:legNo', (_request, reply) => reply.code(204).send());
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
console.log('bare endpoint ready');
