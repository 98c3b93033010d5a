import { run } from 'k8s-operator-runtime';
import { controllers } from './controllers.ts';

await run({ name: 'nats-operator', controllers });
