/** Objects of all kinds that a stand-in for OLM writes, on an API server: strictly, so that no field is dropped in silence. */
import { jsonText, type JsonObject } from '../../generators/core/model/json.ts';
import { BUNDLED_KINDS } from '../../generators/core/olm/catalog/bundled-kinds.ts';
import type { Connection } from '../conformance/harness/connection.ts';
import type { Owner } from './owner.ts';

/** Resources that bundles do not have, and whether they are in namespaces. */
const RESOURCES: Readonly<Record<string, readonly [resource: string, namespaced: boolean]>> = {
  Namespace: ['namespaces', false],
  CustomResourceDefinition: ['customresourcedefinitions', false],
  ClusterServiceVersion: ['clusterserviceversions', true],
  OperatorGroup: ['operatorgroups', true],
  OperatorCondition: ['operatorconditions', true],
  Deployment: ['deployments', true],
  ValidatingWebhookConfiguration: ['validatingwebhookconfigurations', false],
  MutatingWebhookConfiguration: ['mutatingwebhookconfigurations', false],
  ...Object.fromEntries(
    [...BUNDLED_KINDS].map(([kind, { resource, namespaced }]) => [kind, [resource, namespaced] as const]),
  ),
};

export interface Cluster {
  /** As StepEnsurer: created, or replaced where it is there. Throws with what the API server complained of. */
  readonly ensure: (object: JsonObject) => Promise<Owner>;
  /** Whether the API server would create it: what it complains of, undefined when it would. */
  readonly refusal: (object: JsonObject) => Promise<string | undefined>;
  /** Undefined when it is not there. */
  readonly get: (object: JsonObject) => Promise<JsonObject | undefined>;
  /** Whatever is at a path. Throws when there is nothing. */
  readonly read: (path: string) => Promise<JsonObject>;
  /** If it is there; what it owns is collected afterwards. */
  readonly remove: (object: JsonObject) => Promise<void>;
}

const JSON_TYPE = { 'content-type': 'application/json' };

export const clusterOf = ({ send }: Connection): Cluster => {
  const strictly = async (method: 'POST' | 'PUT', path: string, object: JsonObject, query = '') => {
    const { code, text } = await send(method, `${path}?fieldValidation=Strict${query}`, jsonText(object), JSON_TYPE);
    return { code, answer: JSON.parse(text) as JsonObject };
  };
  const get = async (object: JsonObject): Promise<JsonObject | undefined> => {
    const { code, text } = await send('GET', pathOf(object));
    if (code !== 200 && code !== 404) throw new Error(`${pathOf(object)}: ${text}`);
    return code === 200 ? (JSON.parse(text) as JsonObject) : undefined;
  };
  return {
    get,
    ensure: async (object) => {
      let { code, answer } = await strictly('POST', collectionOf(object), object);
      if (code === 409) {
        const { resourceVersion } = (await get(object))!['metadata'] as { readonly resourceVersion: string };
        const metadata = { ...(object['metadata'] as JsonObject), resourceVersion };
        ({ code, answer } = await strictly('PUT', pathOf(object), { ...object, metadata }));
      }
      if (code !== 200 && code !== 201) throw new Error(`${pathOf(object)}: ${String(answer['message'])}`);
      return ownerOf(answer);
    },
    refusal: async (object) => {
      const { code, answer } = await strictly('POST', collectionOf(object), object, '&dryRun=All');
      return code === 201 ? undefined : `${pathOf(object)}: ${String(answer['message'])}`;
    },
    read: async (path) => {
      const { code, text } = await send('GET', path);
      if (code !== 200) throw new Error(`${path}: ${text}`);
      return JSON.parse(text) as JsonObject;
    },
    remove: async (object) => {
      const { code, text } = await send('DELETE', `${pathOf(object)}?propagationPolicy=Background`);
      if (code >= 300 && code !== 404) throw new Error(`${pathOf(object)}: ${text}`);
    },
  };
};

const ownerOf = (object: JsonObject): Owner => {
  const { name, namespace, uid } = object['metadata'] as unknown as Omit<Owner, 'apiVersion' | 'kind'>;
  const [apiVersion, kind] = [object['apiVersion'] as string, object['kind'] as string];
  return { apiVersion, kind, name, uid, ...(namespace === undefined ? {} : { namespace }) };
};

const collectionOf = (object: JsonObject): string => {
  const { apiVersion, kind } = object as unknown as { readonly apiVersion: string; readonly kind: string };
  const { namespace } = object['metadata'] as { readonly namespace?: string };
  const [resource, namespaced] = RESOURCES[kind] ?? [];
  if (resource === undefined) throw new Error(`The stand-in for OLM does not know ${kind}.`);
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return namespaced === true ? `${root}/namespaces/${namespace}/${resource}` : `${root}/${resource}`;
};

const pathOf = (object: JsonObject): string =>
  `${collectionOf(object)}/${encodeURIComponent((object['metadata'] as { readonly name: string }).name)}`;
