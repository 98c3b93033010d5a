/** Custom resources against their schema: validation in the server's words, defaults, pruning, rules. */
import { crd, install, namespace } from '../harness/objects.ts';
import { RULES } from './schema-rules.ts';
import { APPLY, MERGE, type Json, type Scenario } from '../harness/scenario.ts';

const NS = '/api/v1/namespaces';

const widget = (group: string, name: string, spec?: Json): Json => ({
  apiVersion: `${group}/v1`,
  kind: 'Widget',
  metadata: { name },
  ...(spec && { spec }),
});

export const schemas: readonly Scenario[] = [
  {
    name: 'validation',
    run: async (api) => {
      const group = 'validation.conformance.io';
      const properties = Object.fromEntries(Object.entries(RULES).map(([name, { schema }]) => [name, schema]));
      await install(api, crd(group, { spec: { type: 'object', properties } }));
      await api.quietly('POST', NS, namespace('validation'));
      const path = `/apis/${group}/v1/namespaces/validation/widgets`;
      for (const [name, { bad }] of Object.entries(RULES)) {
        for (const value of bad)
          await api.do(`${name} ${JSON.stringify(value)}`, 'POST', path, widget(group, 'bad', { [name]: value }));
      }
      await api.do('two at once', 'POST', path, widget(group, 'bad', { integer: 0, flag: 'x' }));
      await api.do(
        'good',
        'POST',
        path,
        widget(group, 'good', {
          integer: 3,
          text: 'abc',
          either: '5%',
          nullable: null,
          free: { a: 1 },
          one: { a: 'x' },
          date: '2024-01-31',
          cidr: '10.0.0.0/8',
        }),
      );
      await api.do('spec is no object', 'POST', path, { ...widget(group, 'bad'), spec: 'x' });
    },
  },
  {
    name: 'defaults',
    run: async (api) => {
      const group = 'defaults.conformance.io';
      const part = {
        type: 'object',
        default: {},
        properties: { port: { type: 'integer', default: 80 }, on: { type: 'boolean', default: false } },
      };
      const spec = {
        type: 'object',
        properties: {
          size: { type: 'integer', default: 1 },
          part,
          list: {
            type: 'array',
            items: {
              type: 'object',
              properties: { name: { type: 'string' }, protocol: { type: 'string', default: 'TCP' } },
            },
          },
          free: {
            type: 'object',
            additionalProperties: { type: 'object', properties: { n: { type: 'integer', default: 7 } } },
          },
          empty: { type: 'array', items: { type: 'string' }, default: [] },
          nothing: { type: 'string', nullable: true, default: 'x' },
          plain: { type: 'string' },
        },
      };
      await install(api, crd(group, { spec }));
      await api.quietly('POST', NS, namespace('defaults'));
      const path = `/apis/${group}/v1/namespaces/defaults/widgets`;
      await api.do('no spec', 'POST', path, widget(group, 'a'));
      await api.do('empty spec', 'POST', path, widget(group, 'b', {}));
      await api.do(
        'nested',
        'POST',
        path,
        widget(group, 'c', { list: [{ name: 'x' }, {}], free: { k: {} }, part: { port: 1 } }),
      );
      await api.do('nulls', 'POST', path, widget(group, 'd', { size: null, part: null, nothing: null, plain: null }));
      await api.do('removed comes back', 'PATCH', `${path}/b`, { spec: { size: null } }, { type: MERGE });
    },
  },
  {
    name: 'pruning',
    run: async (api) => {
      const group = 'pruning.conformance.io';
      const spec = {
        type: 'object',
        properties: {
          known: { type: 'string' },
          open: {
            type: 'object',
            'x-kubernetes-preserve-unknown-fields': true,
            properties: { part: { type: 'object', properties: { a: { type: 'string' } } } },
          },
          list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
          free: { type: 'object', additionalProperties: { type: 'string' } },
        },
      };
      await install(api, crd(group, { spec }));
      await api.quietly('POST', NS, namespace('pruning'));
      const path = `/apis/${group}/v1/namespaces/pruning/widgets`;
      const full = {
        known: 'x',
        colour: 'red',
        open: { any: { thing: 1 }, part: { a: '1', b: '2' } },
        list: [{ a: '1', c: 2 }],
        free: { k: 'v' },
      };
      await api.do('pruned', 'POST', path, { ...widget(group, 'a', full), more: { x: 1 } });
      await api.do('ignored', 'POST', `${path}?fieldValidation=Ignore`, widget(group, 'b', full));
      await api.do('strict', 'POST', `${path}?fieldValidation=Strict`, widget(group, 'c', full));
      await api.do('bad option', 'POST', `${path}?fieldValidation=Sometimes`, widget(group, 'd', full));
      await api.do('patched', 'PATCH', `${path}/a`, { spec: { sise: 3 } }, { type: MERGE });
      const strict = await api.quietly(
        'PATCH',
        `${path}/a?fieldValidation=Strict`,
        { spec: { sise: 3 } },
        { type: MERGE },
      );
      const { causes } = strict['details'] as { causes: { field: string; message: string }[] };
      const why = causes.map(({ field, message }) => `${field}: ${message.replace(/.*strict/s, 'strict')}`);
      api.note('patched, strict', { code: strict['code'], reason: strict['reason'], why });
      await api.do('applied', 'PATCH', `${path}/e?fieldManager=me`, widget(group, 'e', { known: 'x', sise: 3 }), {
        type: APPLY,
      });
      await api.do(
        'applied, strict',
        'PATCH',
        `${path}/e?fieldManager=me&fieldValidation=Strict`,
        widget(group, 'e', { known: 'x', sise: 3 }),
        { type: APPLY },
      );
    },
  },
  {
    name: 'rules',
    run: async (api) => {
      const group = 'rules.conformance.io';
      const rule = (text: string, more: Json = {}) => ({ rule: text, ...more });
      const spec = {
        type: 'object',
        'x-kubernetes-validations': [
          rule('self.min <= self.max', { message: 'min is over max' }),
          rule('!has(self.name) || self.name != "root"', { reason: 'FieldValueForbidden', fieldPath: '.name' }),
          rule('self.min < 100', { messageExpression: "'min is over ' + (self.max > 250 ? '250' : '100')" }),
        ],
        properties: {
          min: { type: 'integer', default: 0, 'x-kubernetes-validations': [rule('self >= 0')] },
          max: { type: 'integer', default: 10 },
          name: {
            type: 'string',
            maxLength: 20,
            'x-kubernetes-validations': [rule('self == oldSelf', { message: 'name cannot change' })],
          },
          tags: {
            type: 'array',
            maxItems: 5,
            items: { type: 'string', maxLength: 10 },
            'x-kubernetes-validations': [rule("self.all(tag, tag.startsWith('t'))", { message: 'tags start with t' })],
          },
          parts: {
            type: 'array',
            maxItems: 5,
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
            items: {
              type: 'object',
              required: ['name'],
              properties: {
                name: { type: 'string', maxLength: 10 },
                n: {
                  type: 'integer',
                  'x-kubernetes-validations': [rule('self >= oldSelf', { message: 'n only grows' })],
                },
              },
            },
          },
        },
      };
      await install(api, crd(group, { spec }));
      await api.quietly('POST', NS, namespace('rules'));
      const path = `/apis/${group}/v1/namespaces/rules/widgets`;
      await api.do('good', 'POST', path, widget(group, 'a', { name: 'x', parts: [{ name: 'p', n: 5 }] }));
      await api.do('over', 'POST', path, widget(group, 'b', { min: 11 }));
      await api.do('root', 'POST', path, widget(group, 'b', { name: 'root' }));
      await api.do('expression', 'POST', path, widget(group, 'b', { min: 200, max: 300 }));
      await api.do('scalar', 'POST', path, widget(group, 'b', { min: -1 }));
      await api.do('list', 'POST', path, widget(group, 'b', { tags: ['t1', 'x'] }));
      await api.do('with other errors', 'POST', path, widget(group, 'b', { min: 11, name: 5 }));
      await api.do('change', 'PATCH', `${path}/a`, { spec: { name: 'y' } }, { type: MERGE });
      await api.do('shrink', 'PATCH', `${path}/a`, { spec: { parts: [{ name: 'p', n: 4 }] } }, { type: MERGE });
      await api.do(
        'grow',
        'PATCH',
        `${path}/a`,
        {
          spec: {
            parts: [
              { name: 'p', n: 6 },
              { name: 'q', n: 1 },
            ],
          },
        },
        { type: MERGE },
      );
    },
  },
];
