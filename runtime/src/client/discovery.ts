/**
 * What kinds a server has, asked of the server itself: aggregated discovery (two requests), else a request for each group and version.
 *
 * Guarantees: groups that cannot be asked at present (an aggregated API server is down) are named in `failures`, and the others answered.
 * Errors: as `Requests.send` for what all groups hang on.
 */
import { type Kind, kind } from '../kind.ts';
import { NotFound, NotAcceptable } from './errors.ts';
import type { CallOptions } from './options.ts';
import type { Requests } from './request.ts';

/** A kind as the server describes it. */
export interface DiscoveredKind {
  readonly kind: Kind;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly verbs: readonly string[];
  /** `status`, `scale`, … */
  readonly subresources: readonly string[];
}

/** All kinds of a server: by group, in a group by version, each with the preferred one first. */
export interface Discovered {
  readonly kinds: readonly DiscoveredKind[];
  /** By `group/version`: why its kinds are not known. */
  readonly failures: ReadonlyMap<string, Error>;
}

interface Verbs {
  readonly verbs?: readonly string[];
}

/** apidiscovery.k8s.io/v2 APIGroupDiscoveryList, as far as it is read. */
interface GroupDiscoveryList {
  readonly kind: 'APIGroupDiscoveryList';
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions?: readonly {
      readonly version: string;
      readonly freshness?: string;
      readonly resources?: readonly (Verbs & {
        readonly resource: string;
        readonly responseKind?: { readonly group?: string; readonly version?: string; readonly kind?: string } | null;
        readonly scope: Kind['scope'];
        readonly singularResource?: string;
        readonly shortNames?: readonly string[];
        readonly subresources?: readonly { readonly subresource: string }[];
      })[];
    }[];
  }[];
}

interface GroupList {
  readonly kind: 'APIGroupList';
  readonly groups?: readonly {
    readonly name: string;
    readonly versions: readonly { readonly groupVersion: string }[];
  }[];
}

interface ResourceList {
  readonly resources?: readonly (Verbs & {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly singularName?: string;
    readonly shortNames?: readonly string[];
  })[];
}

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

/** Asks the server. */
export const discover = async ({ send }: Requests, { signal }: CallOptions = {}): Promise<Discovered> => {
  const kinds: DiscoveredKind[] = [];
  const failures = new Map<string, Error>();

  const readAggregated = ({ items = [] }: GroupDiscoveryList): void => {
    for (const { metadata, versions = [] } of items) {
      const group = metadata?.name ?? '';
      for (const { version, freshness, resources = [] } of versions) {
        if (freshness === 'Stale')
          failures.set(pathOf(group, version), new Error(`${pathOf(group, version)}: its API server does not answer.`));
        for (const { resource, responseKind, scope, subresources = [], ...more } of resources) {
          if (responseKind?.kind === undefined || responseKind.kind === '') continue;
          kinds.push({
            kind: kind({ group, version, kind: responseKind.kind, plural: resource, scope }),
            singular: more.singularResource ?? '',
            shortNames: more.shortNames ?? [],
            verbs: more.verbs ?? [],
            subresources: subresources.map((each) => each.subresource),
          });
        }
      }
    }
  };

  const readVersion = async (group: string, version: string): Promise<void> => {
    try {
      const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
      const { resources = [] } = await send<ResourceList>({ method: 'GET', path, signal });
      for (const { name, kind: type, namespaced, ...more } of resources) {
        if (name.includes('/')) continue;
        kinds.push({
          kind: kind({ group, version, kind: type, plural: name, scope: namespaced ? 'Namespaced' : 'Cluster' }),
          singular: more.singularName ?? '',
          shortNames: more.shortNames ?? [],
          verbs: more.verbs ?? [],
          subresources: resources.flatMap((each) =>
            each.name.startsWith(`${name}/`) ? [each.name.slice(name.length + 1)] : [],
          ),
        });
      }
    } catch (error) {
      signal?.throwIfAborted();
      failures.set(pathOf(group, version), error as Error);
    }
  };

  for (const path of ['/api', '/apis']) {
    const answer = await root<
      GroupDiscoveryList | GroupList | { readonly kind: 'APIVersions'; readonly versions: readonly string[] }
    >((accept) => send({ method: 'GET', path, accept, signal }));
    if (answer === undefined) continue;
    if (answer.kind === 'APIGroupDiscoveryList') readAggregated(answer);
    else if (answer.kind === 'APIVersions') for (const version of answer.versions) await readVersion('', version);
    else
      for (const { name, versions } of answer.groups ?? [])
        for (const { groupVersion } of versions) await readVersion(name, groupVersion.slice(name.length + 1));
  }
  return { kinds, failures };
};

/** A server that is aggregated behind nothing may have no core group. */
const root = async <Answer>(ask: (accept: string) => Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await ask(AGGREGATED);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    if (error instanceof NotAcceptable) return ask('application/json');
    throw error;
  }
};

const pathOf = (group: string, version: string): string => (group === '' ? version : `${group}/${version}`);
