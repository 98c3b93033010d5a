/** Where Kubernetes documents its own types. */

/** The page of a type that `$ref` names; none for a name that it has no heading for. */
export const kubernetesReference = (name: string): string | undefined => {
  const heading = HEADINGS[name];
  return heading === undefined ? undefined : `${PAGE}#${heading}`;
};

const PAGE = 'https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/';

const HEADINGS: Readonly<Record<string, string>> = {
  Condition: 'condition-v1-meta',
  Conditions: 'condition-v1-meta',
  ObjectMeta: 'objectmeta-v1-meta',
};
