/**
 * Which name each kind and type has in `k8s-operator-runtime/kinds`, where all groups share one name space.
 * The rules are told to users at the head of runtime/src/kinds/index.ts.
 */
import type { ApiFile, ApiKind } from './openapi.ts';

export interface Export {
  readonly file: string;
  /** In its file. */
  readonly name: string;
  /** In the index. */
  readonly as: string;
  /** Kinds are values too. */
  readonly kind?: ApiKind;
}

/** Groups whose types keep their plain names when another group has a type of the same name, best first. */
const PREFERRED = [
  'meta',
  'core',
  'apps',
  'batch',
  'networking',
  'rbac',
  'autoscaling',
  'policy',
  'authentication',
  'storage',
  'events',
  'discovery',
];

/** Core's Event is the one that operators rarely write: events.k8s.io has the plain name. */
const ALWAYS_PREFIXED = new Set(['core-v1 Event', 'core-v1 EventSeries']);

export const nameExports = ({ files }: { readonly files: readonly ApiFile[] }): readonly Export[] => {
  const taken = new Map<string, Export>();
  const add = (as: string, file: ApiFile, name: string): void => {
    const clash = taken.get(as);
    if (clash) throw new Error(`${file.name} ${name}: ${as} is taken by ${clash.file} ${clash.name}`);
    const kind = file.kinds.find((kind) => kind.kind === name);
    taken.set(as, { file: file.name, name, as, ...(kind && { kind }) });
  };
  const free = (name: string, file: ApiFile): string =>
    taken.has(name) || ALWAYS_PREFIXED.has(`${file.name} ${name}`) ? `${pascal(groupOf(file))}${name}` : name;

  const ordered = files.toSorted(
    (a, b) => rank(a) - rank(b) || byVersion(versionOf(a), versionOf(b)) || (a.name < b.name ? -1 : 1),
  );
  const newest = new Map<string, ApiFile>();
  const older: [ApiFile, ApiKind][] = [];
  for (const file of ordered) {
    for (const kind of file.kinds) {
      const first = newest.get(`${kind.group} ${kind.kind}`);
      if (first === undefined) {
        newest.set(`${kind.group} ${kind.kind}`, file);
        add(free(kind.kind, file), file, kind.kind);
      } else older.push([file, kind]);
    }
  }
  for (const [file, kind] of older) add(`${kind.kind}${pascal(kind.version)}`, file, kind.kind);
  const typesSeen = new Set<string>();
  for (const file of ordered) {
    for (const { name, kind } of file.types) {
      if (kind || typesSeen.has(`${groupOf(file)} ${name}`)) continue;
      typesSeen.add(`${groupOf(file)} ${name}`);
      add(free(name, file), file, name);
    }
  }
  return [...taken.values()].toSorted((a, b) => (a.as < b.as ? -1 : 1));
};

const groupOf = ({ name }: ApiFile): string => name.slice(0, name.lastIndexOf('-'));
const versionOf = ({ name }: ApiFile): string => name.slice(name.lastIndexOf('-') + 1);
const rank = (file: ApiFile): number =>
  (PREFERRED.indexOf(groupOf(file)) + 1 || PREFERRED.length + 1) + (versionOf(file).includes('alpha') ? 100 : 0);
const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Kubernetes' own order of versions: stable before beta before alpha, higher numbers first. */
const byVersion = (a: string, b: string): number => {
  const weight = (version: string): number => {
    const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
    return (stage === undefined ? 2e6 : stage === 'beta' ? 1e6 : 0) + Number(major) * 1000 + Number(minor ?? 0);
  };
  return weight(b) - weight(a);
};
