/**
 * What a person sees who writes operator.yaml in an editor: the real YAML language server, over stdio, in a generated project, which
 * it knows by the first line of the spec alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cursor, SPEC } from './editor-spec.ts';
import { type Editor, openEditor, type Position } from './language-server.ts';
import { example, k8sOperator, lastingFolder, NEW, read } from './program.ts';

let editor: Editor;
let written: string;

beforeAll(async () => {
  const parent = lastingFolder();
  k8sOperator(parent, ...NEW);
  const root = join(parent, 'memcached-operator');
  written = read(root, 'operator.yaml');
  editor = await openEditor(join(root, 'operator.yaml'));
});

/** The spec below the line that \`new\` begins one with. */
const inProject = (spec: string): string => `${written.slice(0, written.indexOf('\n') + 1)}${spec}`;

const change = (from: string, to: string): string => {
  if (!SPEC.includes(from)) throw new Error(`the spec has no ${from}`);
  return inProject(SPEC.replace(from, () => to));
};

describe('what is wrong is underlined', () => {
  test('nothing in what new writes, and in a spec with everything', async () => {
    expect(await editor.diagnostics(written)).toEqual([]);
    expect(await editor.diagnostics(inProject(SPEC))).toEqual([]);
  });

  test.each([
    ['the root', 'kind: Operator', 'kind: Operators', 'kind: Operators', /Operator/],
    ['the root, unknown', 'metadata:\n', 'metdata:\n', 'metdata:', /metdata is not allowed/],
    ['spec, missing', '  domain: example.com\n', '', 'spec:', /Missing property "domain"/],
    ['manager', 'replicas: 2', 'replicas: two', 'replicas: two', /integer/],
    ['delivery', '    flux: {}', '    fluxx: {}', 'fluxx: {}', /fluxx is not allowed/],
    ['kinds', '      kind: Prometheus\n', '', '- apiVersion: monitoring', /Missing property "kind"/],
    ['api', 'scope: Namespaced', 'scope: Namespace', 'scope: Namespace', /"Namespaced", "Cluster"/],
    ['version', '        - name: v1alpha1', '        - nam: v1alpha1', '- nam: v1alpha1', /nam is not allowed/],
    [
      'schema, type',
      'type: integer\n                mode',
      'type: int\n                mode',
      'type: int',
      /"integer"/,
    ],
    [
      'schema, unknown',
      'description: How many.',
      'desciption: How many.',
      'desciption: How',
      /desciption is not allowed/,
    ],
    ['schema, reference', '$ref: Conditions', '$ref: Condtions', '$ref: Condtions', /No type of Kubernetes/],
    ['schema, rule', 'reason: FieldValueInvalid', 'reason: Wrong', 'reason: Wrong', /FieldValueInvalid/],
    [
      'schema, both forms',
      '            status:\n',
      '            openAPIV3Schema: {type: object}\n            status:\n',
      'openAPIV3Schema',
      /not allowed/,
    ],
    ['scale', 'specReplicasPath: .spec', 'specReplicasPath: spec', 'specReplicasPath: spec', /must start with a dot/],
    ['column', 'type: integer\n              jsonPath', 'type: int\n              jsonPath', 'type: int', /"date"/],
    ['conversion', 'strategy: None', 'strategy: Hook', 'strategy: Hook', /"Webhook"/],
    ['children', '          kind: Deployment\n', '', 'deployment:', /Missing property "kind"/],
    ['conditions', 'message: all', 'mesage: all', 'mesage: all', /mesage is not allowed/],
    ['watches', 'kind: Secret', 'kind: 5', 'kind: 5', /string/],
    ['permissions', 'resources: [secrets]', 'resources: []', 'resources: []', /items/],
  ])('in %s', async (_, from, to, line, message) => {
    const text = change(from, to);
    const problems = await editor.diagnostics(text);
    const lines = text.split('\n');
    expect(problems.map((problem) => [lines[problem.range.start.line]?.trim(), problem.message])).toContainEqual([
      expect.stringContaining(line),
      expect.stringMatching(message),
    ]);
  });
});

test("an example's spec has its schema beside it, as in a project", async () => {
  const other = await openEditor(example);
  const text = readFileSync(example, 'utf8');
  expect(await other.diagnostics(text)).toEqual([]);
  expect(await other.hover(...cursor(text.replace('domain:', 'dom‸ain:')))).toContain('The domain of the API groups');
});

describe('what a field is for is shown over it', () => {
  test.each([
    ['ki‸nd: Operator', 'Always Operator.'],
    ['dom‸ain: example.com', 'The domain of the API groups'],
    ['replic‸as: 2', 'Default: 1.'],
    ['flu‸x: {}', 'deploy/flux/'],
    ['ki‸nd: Prometheus', 'PascalCase'],
    ['sco‸pe: Namespaced', '`Cluster`: Objects belong to the whole cluster.'],
    ['vers‸ions:', 'The versions of the kind.'],
    ['sche‸ma:', 'openAPIV3Schema'],
    ['ty‸pe: integer\n                mode', '`array`: A list of items.'],
    ['$r‸ef: Conditions', '`Conditions`: The conditions of a status'],
    ['for‸mat: hostname', '`hostname`: A host name.'],
    ['ru‸le: self', 'self.minReplicas <= self.maxReplicas'],
    ['specReplicasP‸ath', 'Where the wanted number is'],
    ['jsonP‸ath: .spec.size', '.metadata.creationTimestamp'],
    ['strat‸egy: None', '`Webhook`: The API server asks a webhook'],
    ['deploym‸ent:\n', 'A template of an object.'],
    ['apiVer‸sion: apps/v1', 'Its group and version.'],
    ['Avail‸able:', 'When the condition is true'],
    ['mess‸age: all there', 'For people'],
    ['watch‸es:', 'woken'],
    ['ver‸bs:', 'What may be done.'],
    ['- ge‸t\n', 'A verb of RBAC.'],
  ])('%s', async (place, explanation) => {
    const [text, at] = cursor(change(place.replace('‸', ''), place));
    expect(await editor.hover(text, at)).toContain(explanation);
  });
});

describe('what can be written is offered', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['root', 'metadata:\n  name: memcached-operator\n', '‸\n', ['metadata']],
    ['spec', '  manager:\n', '  ‸\n  manager:\n', ['displayName', 'version', 'image', 'namespace']],
    [
      'manager',
      '    replicas: 2\n',
      '    replicas: 2\n    ‸\n',
      ['leaderElection', 'metricsPort', 'networkPolicy', 'resources'],
    ],
    ['delivery', '    flux: {}\n', '    flux: {}\n    ‸\n', ['olm']],
    ['api', '      scope: Namespaced\n', '      ‸\n', ['plural', 'shortNames', 'scope', 'labels', 'sample']],
    ['scope', 'scope: Namespaced', 'scope: ‸', ['Namespaced', 'Cluster']],
    [
      'version',
      '          subresources:\n',
      '          ‸\n          subresources:\n',
      ['served', 'storage', 'deprecated', 'selectableFields'],
    ],
    ['root schema', '            description: Servers.\n', '            ‸\n', ['description', 'required']],
    [
      'schema',
      '                  description: How.\n',
      '                  ‸\n',
      ['minLength', 'pattern', 'enum', 'default', 'immutable', '$ref'],
    ],
    [
      'type',
      'type: integer\n                mode',
      'type: ‸\n                mode',
      ['object', 'array', 'string', 'integer', 'number', 'boolean'],
    ],
    ['format', 'format: hostname', 'format: ‸', ['date-time', 'uuid', 'cidr', 'duration']],
    [
      'reference',
      '$ref: Conditions',
      '$ref: ‸',
      ['PodTemplateSpec', 'Quantity', 'LabelSelector', 'apps/v1.DeploymentSpec'],
    ],
    [
      'rule',
      '                      reason: FieldValueInvalid\n',
      '                      ‸\n',
      ['message', 'messageExpression', 'reason', 'fieldPath'],
    ],
    ['column', 'type: integer\n              jsonPath', 'type: ‸\n              jsonPath', ['date', 'integer']],
    ['conversion', 'strategy: None', 'strategy: ‸', ['None', 'Webhook']],
    ['children', '          kind: Deployment\n', '          kind: ‸\n', ['Deployment', 'StatefulSet', 'CronJob']],
    ['conditions', '            message: all there\n', '            ‸\n', ['reason', 'message']],
    ['watches', '          kind: Secret\n', '          ‸\n', ['kind']],
    [
      'permissions',
      '          resources: [secrets]\n',
      '          resources: [secrets]\n          ‸\n',
      ['resourceNames'],
    ],
    ['verbs', '            - get\n', '            - ‸\n', ['get', 'list', 'watch', 'patch', 'deletecollection']],
  ])('in %s', async (_, from, to, expected) => {
    const [text, at] = cursor(change(from, to));
    const offered = await editor.completions(text, at);
    expect(offered.map(({ label }) => label)).toEqual(expect.arrayContaining([...expected]));
  });

  test('a whole API, a child and a column to begin with', async () => {
    const [api, apiAt] = cursor(`${inProject(SPEC.slice(0, SPEC.indexOf('    - group: cache')))}    - ‸\n`);
    const [child, childAt] = cursor(change('          kind: Deployment\n', '          kind: Deployment\n        ‸\n'));
    const [column, columnAt] = cursor(
      change('            - name: Size\n', '            - ‸\n            - name: Size\n'),
    );
    const snippet = async (text: string, at: Position, label: string): Promise<string | undefined> => {
      const found = (await editor.completions(text, at)).find((item) => item.label === label);
      return found?.textEdit?.newText ?? found?.insertText;
    };
    expect(await snippet(api, apiAt, 'API')).toMatch(/kind: \$\{2:Memcached\}[^]*\$ref: Conditions/);
    expect(await snippet(child, childAt, 'service')).toMatch(/kind: Service[^]*selector: \\\$\{labels\\\}/);
    expect(await snippet(column, columnAt, 'age')).toContain('.metadata.creationTimestamp');
  });
});
