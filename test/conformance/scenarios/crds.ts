/** CRDs: installed, refused, changed, in versions, deleted. */
import { crd, CRDS, install, namespace } from '../harness/objects.ts';
import { MERGE, type Json, type Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';
const GROUP = 'refused.conformance.io';

const spec = (schema: Json): Json => crd(GROUP, { spec: { type: 'object', properties: { x: schema } } });
interface CrdSpec {
  scope: string;
  group: string;
  names: Record<string, string>;
  versions: [Record<string, unknown>];
}

const changed = (change: (spec: CrdSpec) => void): Json => {
  const object = structuredClone(crd(GROUP, {}));
  change(object['spec'] as unknown as CrdSpec);
  return object;
};

const REFUSED: Readonly<Record<string, Json>> = {
  'no type': spec({ description: 'x' }),
  'array without items': spec({ type: 'array' }),
  'type in anyOf': spec({ type: 'string', anyOf: [{ type: 'string' }] }),
  'default of wrong type': spec({ type: 'integer', default: 'x' }),
  'default with unknown field': spec({ type: 'object', properties: { a: { type: 'string' } }, default: { b: '1' } }),
  'default against enum': spec({ type: 'string', enum: ['a'], default: 'b' }),
  'unknown type': spec({ type: 'text' }),
  'map without keys': spec({ type: 'array', items: { type: 'object' }, 'x-kubernetes-list-type': 'map' }),
  'map with optional key': spec({
    type: 'array',
    items: { type: 'object', properties: { k: { type: 'string' } } },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['k'],
  }),
  'keys without map': spec({
    type: 'array',
    items: { type: 'object', properties: { k: { type: 'string' } } },
    'x-kubernetes-list-map-keys': ['k'],
  }),
  'properties and additional': spec({
    type: 'object',
    properties: { a: { type: 'string' } },
    additionalProperties: { type: 'string' },
  }),
  'unique items': spec({ type: 'array', items: { type: 'string' }, uniqueItems: true }),
  'name against plural': { ...crd(GROUP, {}), metadata: { name: `gadgets.${GROUP}` } },
  'bad scope': changed((each) => (each.scope = 'Everywhere')),
  'group without dot': { ...changed((each) => (each.group = 'nodot')), metadata: { name: 'widgets.nodot' } },
  'no storage': changed((each) => (each.versions[0]['storage'] = false)),
  'kind is listKind': changed((each) => (each.names['listKind'] = 'Widget')),
  'no schema': changed((each) => delete each.versions[0]['schema']),
  'scale path': changed(
    (each) =>
      (each.versions[0]['subresources'] = { scale: { specReplicasPath: '.x', statusReplicasPath: '.status.x' } }),
  ),
  'selectable field': changed((each) => (each.versions[0]['selectableFields'] = [{ jsonPath: '.spec.nothing' }])),
  'preserve false': spec({ type: 'object', 'x-kubernetes-preserve-unknown-fields': false }),
  'rule on undeclared old value': spec({
    type: 'array',
    maxItems: 3,
    items: {
      type: 'object',
      properties: { p: { type: 'integer' } },
      'x-kubernetes-validations': [{ rule: 'self.p == oldSelf.p' }],
    },
  }),
  'rule is no boolean': spec({ type: 'integer', 'x-kubernetes-validations': [{ rule: 'self + 1' }] }),
  'unknown keyword, strict': spec({ type: 'integer', maximun: 5 }),
};

/** Messages of compilers differ; that they refuse, and where, does not. */
const RULES_REFUSED: Readonly<Record<string, Json>> = {
  'only in oneOf': crd(GROUP, { root: { oneOf: [{ properties: { other: { type: 'string' } } }] } }),
  'only in oneOf of a property': spec({ type: 'object', oneOf: [{ properties: { other: { type: 'string' } } }] }),
  'rule syntax': spec({ type: 'integer', 'x-kubernetes-validations': [{ rule: 'self >' }] }),
  'rule with unknown field': spec({
    type: 'object',
    properties: { a: { type: 'integer' } },
    'x-kubernetes-validations': [{ rule: 'self.b > 1' }],
  }),
  'rule with unknown variable': spec({ type: 'integer', 'x-kubernetes-validations': [{ rule: 'slef > 1' }] }),
  'look-ahead': spec({ type: 'string', pattern: '^(?!a)' }),
};

export const crds: readonly Scenario[] = [
  {
    name: 'crd-refused',
    run: async (api) => {
      for (const [step, object] of Object.entries(REFUSED))
        await api.do(step, 'POST', `${CRDS}?fieldValidation=Strict`, object);
      for (const [step, object] of Object.entries(RULES_REFUSED)) {
        const { code, reason, details } = await api.quietly('POST', CRDS, object);
        const { causes = [] } = (details ?? {}) as { causes?: { field: string; reason: string }[] };
        api.note(step, { code, reason, causes: causes.map(({ field, reason }) => `${field}: ${reason}`).sort() });
      }
    },
  },
  {
    name: 'crd-lifecycle',
    run: async (api) => {
      const group = 'lifecycle.conformance.io';
      const object = crd(group, { spec: { type: 'object', properties: { a: { type: 'string' } } } });
      await install(api, object);
      const stored = await api.quietly('GET', `${CRDS}/widgets.${group}`);
      const { metadata, spec, status } = stored as Record<string, Json>;
      const all = (status?.['conditions'] ?? []) as { type: string; status: string; reason: string; message: string }[];
      const conditions = all.map(({ type, status, reason, message }) => ({ type, status, reason, message }));
      api.note('stored', {
        finalizers: metadata?.['finalizers'],
        generation: metadata?.['generation'],
        spec,
        acceptedNames: status?.['acceptedNames'],
        storedVersions: status?.['storedVersions'],
        conditions: conditions.sort((a, b) => (a.type < b.type ? -1 : 1)),
      });
      await api.do('discovery', 'GET', `/apis/${group}/v1`);
      await api.do('group', 'GET', `/apis/${group}`);
      await api.quietly('POST', NS, namespace('lifecycle'));
      const path = `/apis/${group}/v1/namespaces/lifecycle/widgets`;
      await api.quietly('POST', path, {
        apiVersion: `${group}/v1`,
        kind: 'Widget',
        metadata: { name: 'one' },
        spec: { a: 'x' },
      });
      await api.do(
        'scope cannot change',
        'PATCH',
        `${CRDS}/widgets.${group}`,
        { spec: { scope: 'Cluster' } },
        { type: MERGE },
      );
      await api.do('again', 'POST', CRDS, object).then(() => undefined);
      await api.quietly('DELETE', `${CRDS}/widgets.${group}`);
      await api.untilGone(`${CRDS}/widgets.${group}`);
      await api.until(path, (body) => body['code'] === 404);
      await install(api, object);
      await api.do('empty again', 'GET', path);
    },
  },
  {
    name: 'crd-versions',
    run: async (api) => {
      const group = 'versions.conformance.io';
      const schema = (properties: Json) => ({
        openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties } } },
      });
      const object = crd(group, {});
      (object['spec'] as Json)['versions'] = [
        {
          name: 'v1alpha1',
          served: true,
          storage: false,
          deprecated: true,
          schema: schema({ a: { type: 'string' }, b: { type: 'string', default: 'old' } }),
        },
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: schema({ a: { type: 'string' }, c: { type: 'string', default: 'new' } }),
        },
        { name: 'v1beta1', served: false, storage: false, schema: schema({ a: { type: 'string' } }) },
      ];
      await install(api, object);
      await api.quietly('POST', NS, namespace('versions'));
      const at = (version: string) => `/apis/${group}/${version}/namespaces/versions/widgets`;
      const widget = (version: string, name: string, spec: Json) => ({
        apiVersion: `${group}/${version}`,
        kind: 'Widget',
        metadata: { name },
        spec,
      });
      await api.do('group', 'GET', `/apis/${group}`);
      await api.do('create in v1', 'POST', at('v1'), widget('v1', 'one', { a: 'x' }));
      const alpha = await api.do('read in v1alpha1', 'GET', `${at('v1alpha1')}/one`);
      api.note('defaults of the storage version', alpha['spec']);
      const changed = await api.quietly(
        'PATCH',
        `${at('v1alpha1')}/one`,
        { spec: { a: 'y', b: 'mine' } },
        { type: MERGE },
      );
      api.note('update in v1alpha1', changed['spec']);
      api.note('read in v1', (await api.quietly('GET', `${at('v1')}/one`))['spec']);
      await api.do('not served', 'GET', `${at('v1beta1')}/one`);
      await api.do('wrong version', 'POST', at('v1'), widget('v1alpha1', 'two', {}));
    },
  },
  {
    name: 'crd-selectable',
    run: async (api) => {
      const group = 'selectable.conformance.io';
      await install(
        api,
        crd(
          group,
          { spec: { type: 'object', properties: { colour: { type: 'string' }, on: { type: 'boolean' } } } },
          { selectableFields: [{ jsonPath: '.spec.colour' }, { jsonPath: '.spec.on' }] },
        ),
      );
      await api.quietly('POST', NS, namespace('selectable'));
      const path = `/apis/${group}/v1/namespaces/selectable/widgets`;
      for (const [name, spec] of [
        ['a', { colour: 'red', on: true }],
        ['b', { colour: 'blue' }],
        ['c', {}],
      ] as const) {
        await api.quietly('POST', path, { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name }, spec });
      }
      for (const selector of ['spec.colour=red', 'spec.colour!=red', 'spec.on=true', 'spec.colour=', 'spec.size=1']) {
        const body = await api.quietly('GET', `${path}?fieldSelector=${encodeURIComponent(selector)}`);
        api.note(
          selector,
          (body['items'] as { metadata: { name: string } }[] | undefined)?.map(({ metadata }) => metadata.name) ?? {
            code: body['code'],
            message: body['message'],
          },
        );
      }
    },
  },
];
