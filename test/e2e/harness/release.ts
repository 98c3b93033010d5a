/** Releases of charts on a control plane, made by the real helm: installed, upgraded, rolled back, tested, uninstalled. */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient, createTransport, type Client } from 'k8s-operator-runtime';
import { Deployment, type EnvVar } from 'k8s-operator-runtime/kinds';
import type { JsonObject } from '../../../generators/core/model/json.ts';
import { startControlPlane, type ControlPlane } from '../../control-plane/start.ts';
import { findTools } from '../../control-plane/tools.ts';
import { tokenKubeConfig } from './installation.ts';
import { type Operator, startOperator } from './operator.ts';
import type { Project } from './project.ts';

export interface Helm {
  /** Runs helm; its standard output. Throws with what it complained of. */
  readonly helm: (args: readonly string[], values?: JsonObject) => Promise<string>;
  readonly kubectl: (args: readonly string[], input?: unknown) => Promise<string>;
}

/** A control plane that charts are released on. */
export interface ReleaseCluster extends Helm {
  readonly controlPlane: ControlPlane;
  /** The administrator's. */
  readonly client: Client;
  readonly stop: () => Promise<void>;
}

/** Starts one; without controllers, nothing comes of what is installed. */
export const startReleaseCluster = async (controllers = true): Promise<ReleaseCluster> => {
  const controlPlane = await startControlPlane(controllers ? {} : { controllers: false });
  const transport = createTransport({ kubeConfig: controlPlane.kubeConfig, userAgent: 'e2e' });
  return {
    controlPlane,
    client: createClient({ transport, fieldManager: 'e2e' }),
    ...(await helmOn(controlPlane)),
    stop: async () => {
      await transport.close();
      await controlPlane.stop();
    },
  };
};

/** helm and kubectl as the administrator of a control plane, with nothing of the user's own settings. */
const helmOn = async ({ kubeConfigPath, folder }: ControlPlane): Promise<Helm> => {
  const tools = await findTools();
  const home = join(folder, 'helm');
  mkdirSync(home, { recursive: true });
  const env = { PATH: process.env['PATH'], HOME: home, KUBECONFIG: kubeConfigPath };
  const run = async (command: string, args: readonly string[], input?: unknown): Promise<string> => {
    const running = promisify(execFile)(command, args, { env, maxBuffer: 1 << 28 });
    running.child.stdin!.end(input === undefined ? '' : JSON.stringify(input));
    const { stdout } = await running.catch((error: Error & { stdout: string; stderr: string }) => {
      throw new Error(`${command} ${args.join(' ')}: ${error.stderr}${error.stdout}`, { cause: error });
    });
    return stdout;
  };
  return {
    helm: (args, values) => run(tools.helm, values === undefined ? args : [...args, '--values', '-'], values),
    kubectl: (args, input) => run(tools.kubectl, args, input),
  };
};

/** What a cluster has: 'apps/deployments default/web' → its uid and version. What changes by itself is left out. */
export type Inventory = ReadonlyMap<string, { readonly uid: string; readonly resourceVersion: string }>;

/** Leases are renewed, events come and go, and what is computed is nobody's. */
const RESTLESS =
  /^(?:events(?:\.events\.k8s\.io)?|leases\.coordination\.k8s\.io|componentstatuses|.*\.metrics\.k8s\.io)$/;

/** Everything that can be listed. */
export const inventory = async ({ kubectl }: Helm): Promise<Inventory> => {
  const resources = (await kubectl(['api-resources', '--verbs=list', '--output=name']))
    .split('\n')
    .filter((name) => name !== '' && !RESTLESS.test(name));
  const text = await kubectl(['get', resources.join(','), '--all-namespaces', '--output=json', '--ignore-not-found']);
  const { items = [] } = JSON.parse(text === '' ? '{}' : text) as { items?: readonly Item[] };
  return new Map(
    items.map(({ apiVersion, kind, metadata: { namespace, name, uid, resourceVersion } }) => [
      `${apiVersion.replace(/(^|\/)v\w+$/, '')} ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`.trim(),
      { uid, resourceVersion },
    ]),
  );
};

interface Item {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly namespace?: string;
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
  };
}

/** What is in the one and was not in the other, sorted. */
export const added = (before: Inventory, after: Inventory): readonly string[] =>
  [...after.keys()].filter((name) => !before.has(name)).toSorted();

/** What is in both and was written in between, sorted. */
export const written = (before: Inventory, after: Inventory): readonly string[] =>
  [...after]
    .filter(([name, { resourceVersion }]) => before.has(name) && before.get(name)!.resourceVersion !== resourceVersion)
    .map(([name]) => name)
    .toSorted();

/** As the audit log names the manager of a release. */
export const userOf = async (client: Client, namespace: string, name: string): Promise<string> => {
  const deployment = await client.get(Deployment, { namespace, name });
  return `system:serviceaccount:${namespace}:${deployment?.spec.template.spec?.serviceAccountName}`;
};

/**
 * The operator of a release as a process: with the flags and variables that its Deployment gives the container, and with a token of the
 * ServiceAccount that the Deployment names. Only the ports are the test's own. A preflight that finds a permission missing ends it.
 */
export const startReleased = async (
  controlPlane: ControlPlane,
  client: Client,
  project: Project,
  { namespace, name, pod }: { readonly namespace: string; readonly name: string; readonly pod: string },
): Promise<Operator> => {
  const deployment = await client.get(Deployment, { namespace, name });
  const { serviceAccountName = 'default', containers } = deployment!.spec.template.spec!;
  const { args = [], env = [] } = containers[0]!;
  const kubeConfigPath = await tokenKubeConfig(controlPlane, namespace, serviceAccountName);
  return startOperator(
    project,
    { kubeConfigPath, controlPlane },
    {
      name: pod,
      flags: [...args.filter((arg) => !arg.includes('bind-address')), '--preflight=fail'],
      env: Object.fromEntries(env.map((variable) => [variable.name, valueOf(variable, { namespace, name: pod })])),
    },
  );
};

/** As the kubelet resolves it. */
const valueOf = (
  { value = '', valueFrom }: EnvVar,
  metadata: { readonly namespace: string; readonly name: string },
): string => {
  const path = valueFrom?.fieldRef?.fieldPath;
  if (path === 'metadata.namespace') return metadata.namespace;
  if (path === 'metadata.name') return metadata.name;
  if (valueFrom !== undefined) throw new Error(`a variable comes from ${JSON.stringify(valueFrom)}`);
  return value;
};
