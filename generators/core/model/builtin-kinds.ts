/** Kubernetes' own kinds, as far as the generator must know them: their resource, their scope, where code imports them from. */
import { TABLE } from './builtin-kinds.data.ts';

export interface BuiltinKind {
  /** 'apps/v1', or 'v1' in the core group. */
  readonly apiVersion: string;
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Its name, as type and value, in 'k8s-operator-runtime/kinds': 'Deployment', 'HorizontalPodAutoscalerV1', 'CoreEvent'. */
  readonly importName: string;
  /** False for what can only be posted and is never stored: reviews and bindings. */
  readonly stored: boolean;
}

let table: ReadonlyMap<string, BuiltinKind> | undefined;

/** Read at the first question: most runs of the generator ask for a handful. */
const byKey = (): ReadonlyMap<string, BuiltinKind> =>
  (table ??= new Map(
    TABLE.trim()
      .split('\n')
      .map(parse)
      .map((row) => [`${row.apiVersion} ${row.kind}`, row]),
  ));

const parse = (line: string): BuiltinKind => {
  const [apiVersion, kind, plural, scope, importName, storage] = line.split(' ') as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const slash = apiVersion.indexOf('/');
  return {
    apiVersion,
    group: slash === -1 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    plural,
    namespaced: scope === 'Namespaced',
    importName,
    stored: storage === 'stored',
  };
};

/** The kind of that name in that group and version; undefined when Kubernetes has none. */
export const builtinKind = (apiVersion: string, kind: string): BuiltinKind | undefined =>
  byKey().get(`${apiVersion} ${kind}`);

/** All of them, in the order of apiVersion and kind. */
export const builtinKinds = (): readonly BuiltinKind[] => [...byKey().values()];

/** The groups that Kubernetes keeps for itself, '' among them: an apiVersion of theirs that is not in the table is a mistake. */
export const builtinGroups = (): ReadonlySet<string> => new Set(builtinKinds().map(({ group }) => group));
