import { type Editable, widget } from './widget.ts';

export interface PairOfDefinitions {
  readonly title: string;
  readonly older: Editable;
  readonly newer: Editable;
  /** Every finding as `version property rule`, without what a whole definition lacks. */
  readonly findings: readonly string[];
}

/** The schema of one version. */
export const schemaOf = (crd: Editable, name: string): Editable =>
  crd.spec.versions.find((one: Editable) => one.name === name)?.schema.openAPIV3Schema;

/** Edits both versions alike, so that only what changes over time is seen. */
export const everywhere = (crd: Editable, edit: (root: Editable) => void): void => {
  for (const name of ['v1alpha1', 'v1']) edit(schemaOf(crd, name));
};

/** A pair from the widget: `newer` edits the new one, `older` both, before that. */
export const pair = (
  title: string,
  newer: (crd: Editable) => void,
  findings: readonly string[],
  older: (crd: Editable) => void = () => {},
): PairOfDefinitions => {
  const [a, b] = [widget(), widget()];
  older(a);
  older(b);
  newer(b);
  return { title, older: a, newer: b, findings };
};

type Edit = (spec: Editable, root: Editable) => void;

/** The same change in both versions gives the same finding in both. */
export const field = (title: string, edit: Edit, ...findings: readonly string[]): PairOfDefinitions =>
  pair(
    title,
    (crd) => everywhere(crd, (schema) => edit(schema.properties.spec.properties, schema)),
    ['v1alpha1', 'v1'].flatMap((name) => findings.map((finding) => `${name} ^.spec${finding}`)),
  );
