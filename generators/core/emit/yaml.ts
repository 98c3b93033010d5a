/**
 * Objects to YAML text that every reader in the field takes for the same thing: kube-apiserver and kubectl read YAML 1.1 in
 * go-yaml's dialect, Helm and kustomize nearly so, editors 1.2. A string is quoted whenever either dialect would resolve it.
 */
import { Document, type Scalar, visit } from 'yaml';
import { MARKER } from './marker.ts';

/** What YAML 1.1 (go-yaml) or 1.2 takes for something else than a string, beyond what npm `yaml` quotes by itself in 1.1 mode. */
const AMBIGUOUS = /^[-+]?0o[0-7_]+$|^[-+]?(\d[\d_]*)(:[0-5]?\d)+(\.\d*)?$|^\d{4}-\d{1,2}-\d{1,2}|^[=<]$|^<<$/;

/** One YAML document, block style, keys in the order of the object, ending in a newline. */
export const toYaml = (value: unknown): string => {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, { Scalar: quoteAmbiguous });
  return document.toString({ lineWidth: 0, directives: false });
};

const quoteAmbiguous = (_key: unknown, scalar: Scalar): void => {
  if (typeof scalar.value === 'string' && AMBIGUOUS.test(scalar.value)) scalar.type = 'QUOTE_SINGLE';
};

/** A managed YAML file: the marker, then the documents. */
export const managedYaml = (...documents: readonly unknown[]): string =>
  `# ${MARKER}\n${documents.map(toYaml).join('---\n')}`;
