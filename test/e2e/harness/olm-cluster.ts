/** A control plane with the definitions of OLM v0, on which the stand-in for OLM installs bundles. */
import { createClient, createTransport, type Client } from 'k8s-operator-runtime';
import type { JsonObject } from '../../../generators/core/model/json.ts';
import { connect } from '../../conformance/harness/connection.ts';
import { startControlPlane, type ControlPlane } from '../../control-plane/start.ts';
import { type Cluster, clusterOf } from '../../olm/cluster.ts';
import { podOf } from '../../olm/pod.ts';
import { eventually } from './eventually.ts';
import { tokenKubeConfig } from './installation.ts';
import { type Operator, startOperator } from './operator.ts';
import type { Project } from './project.ts';

export interface OlmCluster {
  readonly controlPlane: ControlPlane;
  /** The administrator's. */
  readonly client: Client;
  /** The stand-in's. */
  readonly olm: Cluster;
  readonly stop: () => Promise<void>;
}

/** `controllers: false`: nothing comes of what is installed. */
export const startOlmCluster = async (
  crds: readonly JsonObject[],
  namespaces: readonly string[],
  options: { readonly controllers?: false } = {},
): Promise<OlmCluster> => {
  const controlPlane = await startControlPlane(options);
  const transport = createTransport({ kubeConfig: controlPlane.kubeConfig, userAgent: 'e2e' });
  const connection = connect(controlPlane.kubeConfig);
  const stop = async (): Promise<void> => {
    await transport.close();
    await connection.close();
    await controlPlane.stop();
  };
  try {
    const olm = clusterOf(connection);
    for (const crd of crds) await olm.ensure(crd);
    for (const name of namespaces) await olm.ensure({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    for (const crd of crds)
      await eventually('the definitions are served', async () =>
        JSON.stringify((await olm.get(crd))?.['status'] ?? {}).includes('"type":"Established"'),
      );
    return { controlPlane, client: createClient({ transport, fieldManager: 'e2e' }), olm, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

export interface RunningPod {
  readonly operator: Operator;
  /** As the audit log names it. */
  readonly user: string;
  /** What its container was given. */
  readonly env: Readonly<Record<string, string>>;
}

/** The process of a Deployment's pod, as its node would start it; the ports alone are the test's own. A preflight that finds something missing ends it. */
export const startPod = async (
  { controlPlane, client }: OlmCluster,
  project: Project,
  deployment: { readonly namespace: string; readonly name: string },
  image?: string,
): Promise<RunningPod> => {
  const { pod, serviceAccount, args, env } = await podOf(client, deployment, image);
  const kubeConfigPath = await tokenKubeConfig(controlPlane, deployment.namespace, serviceAccount);
  const operator = await startOperator(
    project,
    { controlPlane, kubeConfigPath },
    {
      name: pod.metadata.name,
      flags: [...args.filter((arg) => !arg.includes('bind-address')), '--preflight=fail'],
      env,
    },
  );
  return { operator, env, user: `system:serviceaccount:${deployment.namespace}:${serviceAccount}` };
};
