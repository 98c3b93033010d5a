/** The spec that asks for a CustomResourceDefinition of `definitions.ts`, written the long way: every field as the definition has it. */
import type { JsonObject } from '../../generators/core/model/json.ts';
import type { Spec } from '../../generators/core/spec/spec.ts';
import { type Definition, DOMAIN } from './definitions.ts';

/** A spec with one API a definition. */
export const specOf = (...definitions: readonly Definition[]): Spec =>
  ({
    apiVersion: 'k8s-operator/v1alpha1',
    kind: 'Operator',
    metadata: { name: 'property-operator' },
    spec: { domain: DOMAIN, apis: definitions.map(apiOf), delivery: { helm: {}, olm: {} } },
  }) as unknown as Spec;

const apiOf = ({ metadata, spec }: Definition): JsonObject => {
  const { group, names, versions, ...rest } = spec;
  const { name: _, ...more } = metadata;
  return {
    group: group.slice(0, -DOMAIN.length - 1),
    ...names,
    ...more,
    ...rest,
    versions: versions.map(withStatus),
  };
};

/** Without a word the generator adds the subresource where there is a status. */
const withStatus = ({ subresources, ...version }: JsonObject): JsonObject => ({
  ...version,
  subresources: { status: false, ...(subresources as JsonObject | undefined) },
});
