/** Variables of a post-build substitution: what kustomize-controller takes, and does not change by itself. */
import type { FluxSpec } from '../../../delivery-spec.ts';
import { quote } from '../../../near.ts';
import { parseSource } from '../../../source.ts';
import type { Report } from '../../../report.ts';
import { FLUX } from './path.ts';

/** github.com/fluxcd/pkg/kustomize, varsubRegex; no longer than a key of a ConfigMap. */
const VARIABLE = /^[_A-Za-z][_A-Za-z0-9]{0,252}$/;

/** Names that are identifiers, and values that are YAML wherever a whole value may stand: quotes around a variable do not survive the build. */
export const checkVariables = ({ substitute = {} }: FluxSpec, report: Report): void => {
  for (const [name, value] of Object.entries(substitute)) {
    const path = [...FLUX, 'substitute', name];
    if (!VARIABLE.test(name))
      report.error(
        path,
        `${quote(name)} is no name of a variable.`,
        'Use letters, digits and "_", and no digit first.',
        'key',
      );
    if (/[\r\n]/.test(value)) report.error(path, 'Flux takes line breaks out of values.', 'Use one line.');
    else if (!isYaml(value))
      report.error(
        path,
        `${quote(value)} is no YAML where it is put in: Flux does so after the build, which leaves out quotes.`,
        `Quote it within the value, as in ${quote(JSON.stringify(value))}.`,
      );
  }
};

/** Read as the value of a key it is one value, of which nothing is a comment. */
const isYaml = (value: string): boolean => {
  // A mark of quotation alone is what Flux's own documents put around a variable that must stay a text.
  if (/^(?:[\w./-]*|["'])$/.test(value)) return true;
  // An alias has nothing that it could stand for; an anchor and a tag say something else than the text does.
  if (/^[*&!]/.test(value) || value.trim() !== value) return false;
  const { document, others } = parseSource(`value: ${value}\n`, '');
  return document.errors.length === 0 && others.length === 0 && !/(?:^|\s)#/.test(unquoted(value));
};

const unquoted = (value: string): string => value.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '');
