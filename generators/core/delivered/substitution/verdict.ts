/** What becomes of one text when Flux substitutes its variables, and what the API says to that. */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { quote } from '../../spec/near.ts';
import { checkValue } from '../../spec/schema-value.ts';
import { show } from '../../spec/value-rules/fault.ts';
import { type Call, evaluate, type Part, parseSubstitution, variablesOf } from './envsubst.ts';
import type { Substitution } from './kustomizations.ts';
import { substituted } from './printed.ts';

/** A problem of a text; `message` is completed by where it comes to that: 'in production'. */
export interface Verdict {
  readonly severity: 'error' | 'warning';
  readonly message: (where: string) => string;
  readonly hint: string;
  /** In the text, where it is of one place there. */
  readonly offset?: number;
}

/** A text, and its field: `schema` where it is known, and whether the user quoted the text. */
export interface Judged {
  readonly text: string;
  readonly isKey: boolean;
  readonly schema?: JsonObject;
  readonly isQuoted: () => boolean;
}

/** undefined when all is well, or nobody can know. */
export const verdictOn = (field: Judged, { values, isOpen }: Substitution): Verdict | undefined => {
  const { text, isKey } = field;
  const parsed = parseSubstitution(text);
  if (!parsed.ok) return { ...malformed(text, parsed.reason), offset: parsed.offset };
  const variables = variablesOf(parsed.parts).filter(({ name }) => !values.has(name));
  // What has no value here may have one in the cluster.
  if (isOpen && variables.length > 0) return undefined;
  const missing = [...new Set(variables.filter(({ isNeeded }) => isNeeded).map(({ name }) => name))];
  if (missing.length > 0) return { ...unknown(missing), offset: text.indexOf(`\${${missing[0]!}`) };
  if (isKey) return undefined;
  const valueOf = (name: string) => values.get(name);
  const read = substituted(text, valueOf);
  const way = wayOut(parsed.parts, valueOf);
  if (!read.ok)
    return {
      severity: 'error',
      message: (where) => `${quote(text)} becomes ${quote(read.text)} ${where}, which is no YAML.`,
      hint: way,
    };
  return judge(field, read.value, evaluate(parsed.parts, valueOf), way);
};

const judge = (field: Judged, value: JsonValue, meant: string, hint: string): Verdict | undefined => {
  const { text, schema } = field;
  const becomes = (rest: string): Verdict => ({
    severity: 'error',
    message: (where) => `${quote(text)} becomes ${value === null ? 'nothing' : show(value)} ${where}${rest}`,
    hint,
  });
  if (typeof value === 'string' && value !== '' && value !== meant && meant.startsWith(value))
    return becomes(`: what follows is a comment for YAML, as Flux drops the quotes around it.`);
  if (schema?.type === 'string' && typeof value !== 'string')
    return becomes(`, and the API wants a text: Flux drops the quotes around it before it substitutes.`);
  const [fault] = schema === undefined ? [] : checkValue(value, schema);
  if (fault !== undefined) return { ...becomes(`: ${fault.message}`), hint: fault.hint ?? 'Change the variable.' };
  const isKnown = schema !== undefined && (schema.type !== undefined || schema['x-kubernetes-int-or-string'] === true);
  if (isKnown || typeof value === 'string' || !field.isQuoted()) return undefined;
  return {
    ...becomes(`, and no longer is a text: Flux drops the quotes around it before it substitutes.`),
    severity: 'warning',
  };
};

const malformed = (text: string, reason: string): Verdict => ({
  severity: 'error',
  message: (where) => `${quote(text)} cannot be substituted ${where}: ${reason}. Flux then applies nothing.`,
  hint: 'Write $${ for a literal ${, or annotate the object with kustomize.toolkit.fluxcd.io/substitute: disabled.',
});

const unknown = (names: readonly string[]): Verdict => {
  const [name = ''] = names;
  return {
    severity: 'error',
    message: (where) =>
      `${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} no value ${where}: Flux then applies nothing, or before 2.9 leaves it empty.`,
    hint: `Give it one in operator.yaml, delivery.flux.substitute, or in the environment's runtime-info.yaml; or a default, \${${name}:=…}. Write $\${${name}} for the text itself.`,
  };
};

/** How the value of a variable stays a text: by quotes of its own, since those around the variable are dropped. */
const wayOut = (parts: readonly Part[], valueOf: (name: string) => string | undefined): string => {
  const call = parts.find((part): part is Call => typeof part !== 'string');
  const name = call?.variable ?? 'NAME';
  const value = valueOf(name);
  if (value === undefined && call !== undefined)
    return `Quote the default inside of the braces, \${${name}${call.operator}"${evaluate(call.args, valueOf)}"}, or put text around it.`;
  return `Let the value bring quotes of its own, ${name}: '"${value ?? ''}"', or put text around it.`;
};
