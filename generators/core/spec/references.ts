/** What to say of a `$ref` that names no type of Kubernetes. */
import { coreTypeNames, recursiveTypes } from '../model/core-types.ts';
import { quote, suggest } from './near.ts';

const OWN = 'Only types of Kubernetes can be referred to; repeat a schema of your own by a YAML anchor.';

/** What is wrong with the name, and which one was probably meant. */
export const explainReference = (name: string): { readonly message: string; readonly hint?: string } => {
  if (recursiveTypes.includes(name))
    return {
      message: `${quote(name)} contains itself, which the schema of a CustomResourceDefinition cannot.`,
      hint: 'Use "type: object" with "x-kubernetes-preserve-unknown-fields: true".',
    };
  const hint = meant(name) ?? (name.startsWith('#') ? OWN : suggest(name, coreTypeNames));
  return { message: `${quote(name)} is no type that can be referred to.`, ...(hint !== undefined && { hint }) };
};

/** The name as other tools write it: `corev1.PodSpec`, `networking.k8s.io/v1.IngressSpec`, `#/definitions/io.k8s.api.core.v1.PodSpec`. */
const meant = (name: string): string | undefined => {
  const last = /[^./]+$/.exec(name)?.[0];
  if (last === undefined || last === name) return several(name);
  const versioned = /(\w+)\.(v\w+)\.[^./]+$/.exec(name);
  const whole = versioned === null ? undefined : `${versioned[1]}/${versioned[2]}.${last}`;
  if (whole !== undefined && coreTypeNames.includes(whole)) return `Did you mean ${quote(whole)}?`;
  return several(last);
};

/** Types of that name: the plain one, or each with its group and version. */
const several = (name: string): string | undefined => {
  if (coreTypeNames.includes(name)) return `Did you mean ${quote(name)}?`;
  const all = coreTypeNames.filter((known) => known.endsWith(`.${name}`));
  if (all.length > 0) return `Use ${all.map(quote).join(' or ')}.`;
  return undefined;
};
