/**
 * Tests and demonstrations of operators without a cluster: `startServer` is a Kubernetes API server in memory, `embedded` the same
 * with CRDs installed and a manager running, made for tests.
 */
export { startServer, type EmbeddedServer, type ServerOptions } from './server/start.ts';
export { FAIL, type WorkloadOptions } from './workloads/start.ts';
