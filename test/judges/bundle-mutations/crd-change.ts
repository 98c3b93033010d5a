/** How changes to a CustomResourceDefinition are written. */
import type { Draft, Part } from './draft.ts';
import { type Mutation, put } from './mutation.ts';

/** One for each value in a place; undefined removes it. */
export const set = (path: readonly (string | number)[], ...values: readonly Part[]): readonly Mutation[] =>
  values.map((value) => ({
    name: `CRD: ${path.join('.')} = ${JSON.stringify(value)?.slice(0, 60) ?? 'removed'}`,
    change: ({ crd }: Draft) => put(crd, path, value),
  }));

/** One by a name. */
export const crd = (name: string, change: (crd: Part, draft: Draft) => void): Mutation => ({
  name: `CRD: ${name}`,
  change: (draft) => change(draft.crd, draft),
});

/** The same definition in the API that Kubernetes 1.22 removed. */
export const toV1beta1 = (value: Part): void => {
  value.apiVersion = 'apiextensions.k8s.io/v1beta1';
  const [{ schema, subresources, additionalPrinterColumns }] = value.spec.versions;
  for (const version of value.spec.versions)
    for (const field of ['schema', 'subresources', 'additionalPrinterColumns', 'selectableFields'])
      delete version[field];
  for (const column of additionalPrinterColumns ?? []) {
    column.JSONPath = column.jsonPath;
    delete column.jsonPath;
  }
  Object.assign(value.spec, {
    validation: schema,
    ...(subresources && { subresources }),
    ...(additionalPrinterColumns && { additionalPrinterColumns }),
    preserveUnknownFields: false,
  });
};
