import { expect, test } from 'vitest';
import { problemsOf } from './problems.ts';

const A = '[{jsonPath: .spec.a}]';
const AB = '[{jsonPath: .spec.a}, {jsonPath: .spec.b}]';

const spec = (...versions: readonly { fields?: string; description?: string }[]) => `apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: a}
spec:
  domain: example.com
  apis:
    - group: g
      kind: Thing
      versions:
${versions
  .map(
    ({ fields, description = 'd' }, i) =>
      `        - name: v${i + 1}
          storage: ${i === 0}
          schema: {description: ${description}, spec: {type: object, properties: {a: {type: string}, b: {type: string}}}}
${fields === undefined ? '' : `          selectableFields: ${fields}\n`}`,
  )
  .join('')}`;

/** As kube-apiserver 1.36.3 was asked. */
test.for<[name: string, text: string, ...refused: string[]]>([
  ['one version', spec({ fields: A })],
  ['same schemas, same fields', spec({ fields: A }, { fields: A })],
  ['other schemas, other fields', spec({ fields: A }, { fields: AB, description: 'e' })],
  ['other schemas, fields of one', spec({ fields: A }, { description: 'e' })],
  [
    'other schemas, the fields in another order',
    spec({ fields: AB }, { fields: '[{jsonPath: .spec.b}, {jsonPath: .spec.a}]', description: 'e' }),
  ],
  ['same schemas, no fields', spec({}, {})],
  ['same schemas, fields of one', spec({ fields: A }, {}), '13:11'],
  ['same schemas, other fields', spec({ fields: A }, { fields: AB }), '13:11', '17:11'],
  ['other schemas, same fields', spec({ fields: A }, { fields: A, description: 'e' }), '13:11', '17:11'],
])('selectable fields of several versions: %s', ([, text, ...refused]) => {
  const places = problemsOf(text).map(
    (problem) => /^operator.yaml:(\d+:\d+) {2}.*selectableFields: all versions/.exec(problem)?.[1] ?? problem,
  );
  expect(places).toEqual(refused);
});
