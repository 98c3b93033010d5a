/** Schemas whose root says more than spec and status: names that are restricted, fields beside spec, rules of the whole object. */
import { crd, install } from '../harness/objects.ts';
import { MERGE, type Json, type Scenario } from '../harness/scenario.ts';

const GROUP = 'roots.conformance.io';
const PATH = `/apis/${GROUP}/v1/widgets`;

const ROOT = {
  type: 'object',
  required: ['metadata', 'mode'],
  maxProperties: 6,
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object', properties: { name: { type: 'string', pattern: '^only-', maxLength: 8 } } },
    mode: { type: 'string', enum: ['on', 'off'] },
    size: { type: 'integer', default: 2 },
    data: { type: 'object', additionalProperties: { type: 'string' } },
  },
  'x-kubernetes-validations': [
    { rule: "self.mode == 'on' || self.size == 2", message: 'size needs mode on' },
    { rule: "self.metadata.name != 'only-not'" },
  ],
};

const widget = (name: string, fields: Json): Json => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'Widget',
  metadata: { name },
  ...fields,
});

export const roots: readonly Scenario[] = [
  {
    name: 'roots',
    run: async (api) => {
      const definition = crd(GROUP, {}) as {
        spec: { scope: string; versions: { schema: Json; subresources?: Json }[] };
      };
      definition.spec.scope = 'Cluster';
      definition.spec.versions[0]!.schema = { openAPIV3Schema: ROOT };
      delete definition.spec.versions[0]!.subresources;
      await install(api, definition as unknown as Json);
      await api.do('good', 'POST', PATH, widget('only-a', { mode: 'off' }));
      await api.do('a required field is missing', 'POST', PATH, widget('only-b', {}));
      await api.do('a name that is not allowed', 'POST', PATH, widget('other', { mode: 'on' }));
      await api.do('a name that is too long', 'POST', PATH, widget('only-very-long', { mode: 'on' }));
      await api.do('a rule of the root', 'POST', PATH, widget('only-c', { mode: 'off', size: 3 }));
      await api.do('a rule of the name', 'POST', PATH, widget('only-not', { mode: 'on' }));
      await api.do('a field beside the rest', 'POST', PATH, widget('only-d', { mode: 'on', data: { a: 'b', c: 1 } }));
      await api.do('changed', 'PATCH', `${PATH}/only-a`, { mode: 'on', size: 5, data: { a: 'b' } }, { type: MERGE });
      await api.do('changed badly', 'PATCH', `${PATH}/only-a`, { mode: 'off' }, { type: MERGE });
    },
  },
];
