/**
 * Tests and demonstrations of operators without a cluster: `startServer` is a Kubernetes API server in memory, `embedded` the same
 * with CRDs installed and a manager running, made for tests:
 *
 *     await using cluster = await embedded({ crds: 'config/crd', controllers });
 *     await cluster.create(Memcached, { metadata: { name: 'memcached' }, spec: { size: 3 } });
 *     await cluster.until(Deployment, 'memcached', (deployment) => deployment.spec.replicas === 3);
 *
 * `testEnvironment` is the same on a real kube-apiserver and etcd. `startFaultProxy` comes between an operator and either, and lets happen
 * what happens in production. `virtualClock` and `skewedClock` are time as a test wants it.
 *
 * What the embedded server does not do it refuses with a Status that says so: authorization, admission webhooks, OpenAPI documents, exec and logs.
 */
export { skewedClock, type Skew } from './clock/skewed-clock.ts';
export { virtualClock, type VirtualClock, type VirtualClockOptions } from './clock/virtual-clock.ts';
export type { Certificate } from './certificates/authority.ts';
export { embedded, type EmbeddedCluster, type EmbeddedOptions } from './cluster.ts';
export { testEnvironment, type TestEnvironment, type TestEnvironmentOptions } from './environment/environment.ts';
export type { Binaries } from './environment/binaries.ts';
export { type Flags } from './environment/flags.ts';
export { type Access } from './kubeconfig.ts';
export { type Fault, type Injection, type Where } from './proxy/fault.ts';
export { type Shape } from './proxy/link.ts';
export { type FaultProxy, type FaultProxyOptions, startFaultProxy } from './proxy/proxy.ts';
export { type ProxiedRequest, type Verb } from './proxy/request.ts';
export { type Reference, type TestCluster } from './test-cluster.ts';
export { readCrds, type CrdSource } from './crd/files.ts';
export { startServer, type EmbeddedServer, type ServerOptions } from './server/start.ts';
export { type Store } from './store/store.ts';
export { type UntilOptions } from './until.ts';
export { FAIL, type WorkloadOptions } from './workloads/start.ts';
