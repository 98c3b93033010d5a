/** The servers that the scenarios run on: the embedded one always, the real one where it can be had. */
import { KubeConfig } from '@kubernetes/client-node';
import { startServer } from 'k8s-operator-runtime/testing';
import { controlPlaneAvailable } from '../../control-plane/gate.ts';
import { startControlPlane } from '../../control-plane/start.ts';

export interface ServerUnderTest {
  readonly name: 'kube-apiserver' | 'embedded';
  readonly start: () => Promise<{ readonly kubeConfig: KubeConfig; readonly stop: () => Promise<void> }>;
}

/** What the embedded server has stand-ins for, too, and nothing that moves workloads. */
const CONTROLLERS = ['garbage-collector-controller', 'namespace-controller', 'serviceaccount-controller'];

const embedded: ServerUnderTest = {
  name: 'embedded',
  start: async () => {
    const server = await startServer({ workloads: false });
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(server.kubeconfig());
    return { kubeConfig, stop: server.close };
  },
};

const real: ServerUnderTest = {
  name: 'kube-apiserver',
  start: () => startControlPlane({ controllers: CONTROLLERS }),
};

export const servers: readonly ServerUnderTest[] = (await controlPlaneAvailable('conformance with kube-apiserver'))
  ? [real, embedded]
  : [embedded];
