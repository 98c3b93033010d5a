import { describe, expect, test } from 'vitest';
import { buildModel } from '../../../generators/core/model/build.ts';
import type { JsonObject, JsonValue } from '../../../generators/core/model/json.ts';
import { crd } from '../../../generators/core/objects/crd.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { jsonSize } from '../../../generators/core/spec/rules/crd-size.ts';
import { changed } from '../spec/spec-text.ts';
import { problemsOf } from '../spec/problems.ts';

/** The valid spec with a description of that many characters. */
const described = (characters: number, char = 'a'): string =>
  changed([
    'image: {type: string, default: memcached}',
    `image: {type: string, default: memcached, description: "${char.repeat(characters)}"}`,
  ]);

/** The size of the CRD of a spec, by the JSON itself. */
const sizeOf = (text: string): number =>
  Buffer.byteLength(JSON.stringify(crd(buildModel(loadSpec(text, 'operator.yaml').spec!).apis[0]!)));

/** What kubectl's annotation takes beside the object as it is: its name, a line break, and annotations where there are none. */
const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration'.length + 1 + '"annotations":{},'.length;
const sized = (size: number): string => described(size - sizeOf(described(0)) - ANNOTATION);

describe('the size of a CustomResourceDefinition', () => {
  test('fits the annotation of kubectl apply to the byte', () => {
    expect(sizeOf(sized(262_144))).toBe(262_144 - ANNOTATION);
    expect(problemsOf(sized(262_144))).toEqual([]);
  });

  test('or does not', () =>
    expect(problemsOf(sized(262_145))).toEqual([
      `warning: operator.yaml:10:13  spec.apis[0].kind: the CustomResourceDefinition has ${262_145 - ANNOTATION} bytes as JSON. "kubectl apply" keeps a copy of it in an annotation, where 262144 is the limit, and fails. Apply it with "kubectl apply --server-side". Give shorter descriptions, $ref instead of copied types of Kubernetes, or fewer versions.`,
    ]));

  test('is beyond etcd', () =>
    expect(problemsOf(described(1_600_000))).toEqual([
      expect.stringMatching(
        /^warning: operator.yaml:10:13 {2}spec.apis\[0\].kind: the CustomResourceDefinition has 160\d{4} bytes as JSON, more than etcd takes at once \(1572864\)\. Give shorter/,
      ),
    ]));

  test('counts what Go escapes', () => expect(problemsOf(described(50_000, '<'))).toHaveLength(1));

  test.for<[name: string, value: JsonValue, text: string]>([
    ['empty', '', '""'],
    ['escapes', 'a"b\\\n', String.raw`"a\"b\\\n"`],
    ['letters of several bytes', 'ä€😀', '"ä€😀"'],
    ['what HTML and JavaScript take for their own', '<&>\u2028', String.raw`"\u003c\u0026\u003e\u2028"`],
    ['scalars', [true, null, -1.5, 9007199254740993n], '[true,null,-1.5,9007199254740993]'],
    ['nothing inside', [[], {}], '[[],{}]'],
    ['absent fields', { a: undefined, b: [1, 2], 'c"': '' } as JsonObject, String.raw`{"b":[1,2],"c\"":""}`],
  ])('in bytes: %s', ([, value, text]) => expect(jsonSize(value)).toBe(Buffer.byteLength(text)));
});
