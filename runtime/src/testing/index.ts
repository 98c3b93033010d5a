/**
 * Tests and demonstrations of operators without a cluster: `startServer` is a Kubernetes API server in memory, `embedded` the same
 * with CRDs installed and a manager running, made for tests:
 *
 *     await using cluster = await embedded({ crds: 'config/crd', controllers });
 *     await cluster.create(Memcached, { metadata: { name: 'memcached' }, spec: { size: 3 } });
 *     await cluster.until(Deployment, 'memcached', (deployment) => deployment.spec.replicas === 3);
 *
 * What the server does not do it refuses with a Status that says so: authorization, admission webhooks, OpenAPI documents, exec and logs.
 */
export { embedded, type EmbeddedCluster, type EmbeddedOptions, type Reference } from './cluster.ts';
export { readCrds, type CrdSource } from './crd/files.ts';
export { startServer, type EmbeddedServer, type ServerOptions } from './server/start.ts';
export { type Store } from './store/store.ts';
export { type UntilOptions } from './until.ts';
export { FAIL, type WorkloadOptions } from './workloads/start.ts';
