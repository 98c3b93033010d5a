/**
 * Our findings in the words of crdify's release 0.5.0. Ours follow its main branch, which has what the release lacks: rules named
 * `pattern` and `nullable`, and a name of its own for each branch of allOf, anyOf, oneOf and not. In the release a branch has the
 * name of the field that it is in, and takes its place; so nothing can be said there of a field that has branches.
 */
import { crdifyFindings } from '../../generators/core/evolution/crdify.ts';
import { type Definition, readDefinition } from '../../generators/core/evolution/definition.ts';
import type { Finding } from '../../generators/core/evolution/finding.ts';
import { compareServed } from '../../generators/core/evolution/served-versions.ts';
import type { JsonObject } from '../../generators/core/model/json.ts';
import type { Path } from '../../generators/core/spec/path.ts';
import type { Pair } from './crdify.ts';

/** What both can say of a pair: our findings, and which of crdify's count. Lines are as `crdify` gives them. */
export const comparable = (
  pair: Pair,
): { readonly findings: readonly string[]; readonly counts: (line: string) => boolean } => {
  const [older, newer] = [readDefinition(pair.older as JsonObject), readDefinition(pair.newer as JsonObject)];
  const unclear = [...ambiguousFields(older), ...ambiguousFields(newer)];
  const known = new Set(knownDifferences(older));
  const counts = (line: string): boolean => {
    const property = /\^.*(?= \w+$)/.exec(line)?.[0];
    return (
      !known.has(line) &&
      !unclear.some(
        (field) => property === field || property?.startsWith(`${field}.`) || property?.startsWith(`${field}[`),
      )
    );
  };
  const lines = crdifyFindings(older, newer).map(lineOf);
  return { findings: [...new Set(lines)].filter(counts).toSorted(), counts };
};

/**
 * Of what two versions differed in before, crdify compares its own words: with several new required fields in the order of a Go map,
 * with a shortened print of what is unhandled. So it may take the same for new, and what is new for the same.
 */
const knownDifferences = (older: Definition): readonly string[] =>
  compareServed({ ...older, versions: [] }, older)
    .map(lineOf)
    .filter((line) => / (?:required|unhandled)$/.test(line));

const lineOf = ({ version, path, rule }: Finding): string => {
  const name = rule === 'pattern' || rule === 'nullable' ? 'unhandled' : rule;
  return [version, path && propertyOf(path), name].filter((part) => part !== undefined).join(' ');
};

const propertyOf = (path: Path): string => {
  let property = '^';
  const steps = [...path];
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
    if (step === 'properties') {
      const name = String(steps.shift());
      property += name === '' ? '[]' : `.${name}`;
    } else if (step === 'items' || step === 'additionalProperties') property += '[*]';
    else if (step !== 'not') steps.shift();
  }
  return property;
};

/** Fields with branches, and those whose items and values would have the same name. */
const ambiguousFields = ({ versions }: Definition): readonly string[] =>
  versions.flatMap(({ fields }) =>
    [...fields.values()]
      .filter(
        ({ schema }) =>
          ['allOf', 'anyOf', 'oneOf', 'not'].some((keyword) => schema[keyword] !== undefined) ||
          (typeof schema['items'] === 'object' && typeof schema['additionalProperties'] === 'object'),
      )
      .map(({ path }) => propertyOf(path)),
  );
