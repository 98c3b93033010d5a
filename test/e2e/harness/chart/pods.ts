/** Who runs in a rendered release: its pods, what selects them, what they are told. */
import type { Rendered } from './helm.ts';

export type Objects = readonly Rendered[];

/** A workload's pods, or a bare pod. */
export interface Pods {
  readonly owner: Rendered;
  readonly labels: Readonly<Record<string, string>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- a PodSpec
  readonly spec: any;
}

const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'ReplicaSet']);

export const ofKind = (objects: Objects, ...kinds: readonly string[]): Objects =>
  objects.filter(({ kind }) => kinds.includes(kind));

/** The lines that go with what is true. */
export const told = (...lines: readonly (readonly [wrong: boolean, line: string])[]): readonly string[] =>
  lines.flatMap(([wrong, line]) => (wrong ? [line] : []));

/** 'Deployment/memcached-operator' */
export const nameOf = ({ kind, metadata }: Rendered): string => `${kind}/${metadata.name}`;

/** The pods of all workloads. */
export const podsOf = (objects: Objects): readonly Pods[] =>
  objects.flatMap((owner) => {
    if (owner.kind === 'Pod') return [{ owner, labels: owner.metadata.labels ?? {}, spec: owner['spec'] }];
    if (!WORKLOADS.has(owner.kind)) return [];
    const { metadata, spec } = owner['spec'].template;
    return [{ owner, labels: metadata?.labels ?? {}, spec }];
  });

/** Those that a selector selects; an empty one selects all, none selects none. */
export const selected = (pods: readonly Pods[], selector: object | undefined): readonly Pods[] =>
  selector === undefined
    ? []
    : pods.filter(({ labels }) => Object.entries(selector).every(([key, value]) => labels[key] === value));

/** The arguments of all containers. */
export const argumentsOf = ({ spec }: Pods): readonly string[] =>
  (spec.containers as readonly { readonly args?: readonly string[] }[]).flatMap(({ args = [] }) => args);

/** The value of `--name=value`, or of `--name value`. */
export const argument = (pods: Pods, name: string): string | undefined => {
  const args = argumentsOf(pods);
  const index = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (index === -1) return undefined;
  const [, value] = /=(.*)$/s.exec(args[index]!) ?? [];
  return value ?? args[index + 1] ?? '';
};

/** Whether a flag is given and not false. */
export const isSet = (pods: Pods, name: string): boolean =>
  argumentsOf(pods).some((arg) => arg === `--${name}` || arg === `--${name}=true`);
