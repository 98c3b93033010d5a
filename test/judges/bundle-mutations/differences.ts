/** Where our verdict on a bundle is another one than the judges', on purpose, and why. */
import type { Problem } from '../../../generators/core/spec/problem.ts';
import type { Bundle } from '../../../generators/core/olm/open-bundle.ts';
import { findingsOf, type Validator } from '../../../generators/core/olm/validate/check-bundle.ts';
import { decode } from '../../../generators/core/olm/validate/decode.ts';

/** What we find and they do not. */
interface Stricter {
  readonly why: string;
  readonly is: (validator: Validator, problem: Problem) => boolean;
}

const STRICTER: readonly Stricter[] = [
  {
    why: 'The validator leaves out what a CRD says of schemas and status; the API server refuses it, and the installation fails.',
    is: (validator) => validator === 'schemas',
  },
  {
    why: 'A key that is there twice: go-yaml takes the last one without a word, so one of the two is lost.',
    is: (_validator, { message, severity }) => severity === 'warning' && /^the key .* is given twice/.test(message),
  },
  {
    why: 'An install mode that is there twice: the validator forgets to remember the modes, and OLM refuses them (InstallModeSetFrom).',
    is: (_validator, { message }) => /^the install mode .* is there twice/.test(message),
  },
  {
    why: 'A second document in a file: every tool of OLM reads the first one alone, so the second is lost.',
    is: (_validator, { message }) => message.startsWith('a second document begins here'),
  },
  {
    why: 'A file in metadata/ that cannot be read: what is meant to be there, dependencies for one, is passed over in silence.',
    is: (validator, { file, path, message }) =>
      validator === 'format' &&
      file.includes('/metadata/') &&
      (path === '' || message.startsWith('a dependency has a type')) &&
      !message.startsWith('no file has'),
  },
  {
    why: 'A file beyond 8 MiB or 200 levels: etcd takes no object of 1.5 MiB, so none of that size is a manifest.',
    is: (_validator, { message }) =>
      /^the (?:file is larger than 8 MiB|document has more than 200 levels)/.test(message),
  },
  {
    why: 'UTF-16: of the one with the larger byte first go-yaml reads what ends with a line feed, and nothing else; no other tool expects it.',
    is: (_validator, { message }) => message.startsWith('this is UTF-16'),
  },
  {
    why: 'What stands behind --- and is no document: the validators read it with the beginning of the file, and what that loses may be what nobody asks for.',
    is: (_validator, { message }) => message.startsWith('what stands behind this document'),
  },
  {
    why: 'A tag that is none of JSON: go-yaml passes over it, or decodes what it says, and either way it is not what stands there.',
    is: (_validator, { message }) => message.startsWith('unresolved tag: '),
  },
  {
    why: 'A key that is a boolean or a number in YAML 1.1: it is read as text that looks different.',
    is: (_validator, { message, severity }) =>
      severity === 'warning' && message.includes('is a boolean for the API server'),
  },
];

/** What operator-sdk finds with the older validators in it (operator-framework/api v0.34.0), and those of v0.45.0 do not. */
const OUTDATED: readonly { readonly why: string; readonly message: RegExp }[] = [
  {
    why: 'Permissions on resources whose version may be a removed one; those of v0.45.0 count only what is gone altogether (its issue 378).',
    message:
      /removed in v1\.25.*(?:cronjobs|endpointslices|events|horizontalpodautoscalers|poddisruptionbudgets|runtimeclasses)/s,
  },
];

/**
 * The validator of removed APIs reads a ClusterServiceVersion once more, without turning numbers into text, and where that fails it goes
 * on with what it has up to there. What it finds then of what the ClusterServiceVersion names is left out on both sides.
 */
const isHalfRead = ({ csv }: Bundle): boolean =>
  csv !== undefined && decode(csv.value, 'operators/v1alpha1.ClusterServiceVersion', 'json').faults.length > 0;

const isOfHalfRead = ({ path, message }: Problem): boolean =>
  path.startsWith('spec.') && message.startsWith('Kubernetes 1.25 and later');

/** What we find in a bundle: all of it, or without what is stricter on purpose. */
export const comparable = (bundle: Bundle, part: 'all' | 'common'): Readonly<Record<Validator, readonly Problem[]>> => {
  const isHalf = isHalfRead(bundle);
  const leftOut = (validator: Validator, problem: Problem): boolean =>
    (isHalf && isOfHalfRead(problem)) ||
    STRICTER.some(({ is }) => (part === 'common' || problem.severity === 'warning') && is(validator, problem));
  return Object.fromEntries(
    (Object.entries(findingsOf(bundle)) as [Validator, readonly Problem[]][]).map(([validator, problems]) => [
      validator,
      problems.filter((problem) => !leftOut(validator, problem)),
    ]),
  ) as unknown as Record<Validator, readonly Problem[]>;
};

/** Which of the judges' findings in a bundle count. */
export const counts = (bundle: Bundle): ((finding: string) => boolean) => {
  const isHalf = isHalfRead(bundle);
  return (finding) =>
    !(isHalf && /removed in v1\.25/.test(finding) && finding.includes('ClusterServiceVersion.Spec')) &&
    !OUTDATED.some(({ message }) => message.test(finding));
};
