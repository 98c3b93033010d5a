/** What cannot be said in v1 is refused where it stands. */
import { describe, expect, test } from 'vitest';
import { refused, thing } from './definitions.ts';

const V1BETA1 = thing().replace('apiextensions.k8s.io/v1', 'apiextensions.k8s.io/v1beta1');

describe('v1beta1 that has no equal in v1', () => {
  test.for<readonly [what: string, text: string, problems: readonly string[]]>([
    [
      'keeps unknown fields',
      V1BETA1,
      [
        'f1.yaml:1:13  apiVersion: a CRD of apiextensions.k8s.io/v1beta1 keeps unknown fields unless it says otherwise, one of apiextensions.k8s.io/v1 drops them. If they may be dropped, write "preserveUnknownFields: false" below spec; else convert it by hand, with x-kubernetes-preserve-unknown-fields where they are kept.',
      ],
    ],
    [
      'gives a schema at the top and in a version',
      V1BETA1.replace(
        '  scope:',
        '  preserveUnknownFields: false\n  validation: {openAPIV3Schema: {type: object}}\n  scope:',
      ),
      [
        'f1.yaml:19:7  spec.versions[0].schema: schema is given for all versions already. Give it either at the top or in each version.',
      ],
    ],
    [
      'has no schema',
      V1BETA1.replace('  scope:', '  preserveUnknownFields: false\n  scope:').replace(/ {6}schema:[^]*/, ''),
      [
        'f1.yaml:15:7  spec.versions[0]: the field "schema" is missing. Add it: the schema of the version, as openAPIV3Schema.',
      ],
    ],
    [
      'is wrong at the top',
      V1BETA1.replace(
        '  scope:',
        '  preserveUnknownFields: false\n  validation:\n    openAPIV3Schema: {type: object, properties: {spec: {type: strin}}}\n  scope:',
      ).replace(/ {6}schema:[^]*/, ''),
      [
        'f1.yaml:14:63  spec.validation.openAPIV3Schema.properties.spec.type: "strin" is not allowed. Did you mean "string"?',
      ],
    ],
  ])('%s', ([, text, problems]) => expect(refused(text)).toEqual(problems));
});
