/** What a kubelet would start of a Pod: arguments and variables, those of the downward API among them, as they are on the Pod. */
import { Pod, type EnvVar } from 'k8s-operator-runtime/kinds';
import type { Client } from 'k8s-operator-runtime';
import { eventually } from '../e2e/harness/eventually.ts';

export interface Started {
  readonly pod: Pod;
  readonly serviceAccount: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The pod that the cluster's own controllers made of a Deployment's newest template: the one with this image, if one is given. */
export const podOf = async (
  client: Client,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  image?: string,
): Promise<Started> => {
  const pod = await eventually(`a pod of ${name}`, async () => {
    const pods = await client.list(Pod, { namespace });
    return pods.find(
      ({ metadata, spec }) =>
        metadata.deletionTimestamp === undefined &&
        metadata.name.startsWith(`${name}-`) &&
        (image === undefined || spec.containers[0]!.image === image),
    );
  });
  const { serviceAccountName = 'default', containers } = pod.spec;
  const [{ args = [], env = [] }] = containers as [(typeof containers)[number]];
  return {
    pod,
    serviceAccount: serviceAccountName,
    args,
    env: Object.fromEntries(env.map((variable) => [variable.name, valueOf(variable, pod)])),
  };
};

/** A field that is not there is the empty text (pkg/fieldpath/fieldpath.go). */
const valueOf = ({ name, value = '', valueFrom }: EnvVar, { metadata }: Pod): string => {
  if (valueFrom === undefined) return value;
  const path = valueFrom.fieldRef?.fieldPath ?? '';
  if (path === 'metadata.namespace') return metadata.namespace!;
  if (path === 'metadata.name') return metadata.name;
  const [, annotation] = /^metadata\.annotations\['(.+)'\]$/.exec(path) ?? [];
  if (annotation === undefined) throw new Error(`${name} comes from ${JSON.stringify(valueFrom)}`);
  return metadata.annotations?.[annotation] ?? '';
};
