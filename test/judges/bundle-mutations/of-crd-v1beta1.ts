/** CustomResourceDefinitions of v1beta1, and what a bundle says beside them. */
import { crd, toV1beta1 } from './crd-change.ts';
import type { Mutation } from './mutation.ts';

export const V1BETA1_MUTATIONS: readonly Mutation[] = [
  crd('v1beta1', toV1beta1),
  crd('v1beta1, one version by name', (value) => {
    toV1beta1(value);
    value.spec.version = value.spec.versions[0].name;
    delete value.spec.versions;
  }),
  crd('v1beta1 without a scope', (value) => {
    toV1beta1(value);
    delete value.spec.scope;
  }),
  crd('v1beta1 that is old enough', (value, { csv }) => {
    toV1beta1(value);
    csv.metadata.annotations['olm.properties'] = '[{"type": "olm.maxOpenShiftVersion", "value": "4.8"}]';
  }),
  ...['4.9', '4.8.1', '5', 'x', '', '4'].map((value) =>
    crd(`v1beta1 for OpenShift ${value}`, (definition, { csv }) => {
      toV1beta1(definition);
      csv.metadata.annotations['olm.properties'] = JSON.stringify([{ type: 'olm.maxOpenShiftVersion', value }]);
    }),
  ),
  ...['x', '{}', '[]', 'null', '[{"type": 5}]', '[{"TYPE": "olm.maxOpenShiftVersion", "Value": "4.8"}]', '[null]'].map(
    (properties) =>
      crd(`v1beta1 with properties ${properties}`, (definition, { csv }) => {
        toV1beta1(definition);
        csv.metadata.annotations['olm.properties'] = properties;
      }),
  ),
];
