/** What a bundle needs of others (operator-registry pkg/lib/bundle/validate.go, validateDependencies, and pkg/registry/types.go). */
import { isObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { BundleDocument } from '../../bundle-file.ts';
import { goText } from '../../go-text.ts';
import type { Bundle } from '../../open-bundle.ts';
import type { Findings } from '../findings.ts';
import { ruleFault } from './constraint-rule.ts';
import { isRange } from '../../version-range.ts';

/** Each dependency is of a type that OLM knows, and says all of it. */
export const checkDependencies = ({ dependencies: document }: Bundle, findings: Findings): void => {
  if (document === undefined) return;
  for (const [i, item] of (document.value['dependencies'] as readonly JsonValue[]).entries())
    checkDependency(document, item, ['dependencies', i], findings);
};

type Tell = (path: Path, message: string, hint?: string) => void;

const checkDependency = (document: BundleDocument, item: JsonValue, path: Path, findings: Findings): void => {
  const tell: Tell = (inner, message, hint) => findings.error(document, [...path, ...inner], message, hint);
  // Null is a dependency without a type, for Go.
  if (item !== null && !isObject(item))
    return tell([], 'a dependency has a type and a value.', 'Write type: olm.package, and its value.');
  const type = goText(item?.['type'] ?? null) ?? '';
  const check = TYPES[type];
  if (check === undefined)
    return tell(
      ['type'],
      type === '' ? 'the dependency has no type.' : `${quote(type)} is no type of a dependency.`,
      `Use ${Object.keys(TYPES).join(', ')}.`,
    );
  const value = item?.['value'];
  if (!isObject(value)) return tell(['value'], 'the value must be a mapping.', 'Write its fields below it.');
  return check(value, (inner, message, hint) => tell(['value', ...inner], message, hint));
};

/** A field of text that must be there; the text, where it is. */
const textOf = (value: JsonObject, field: string, tell: Tell, hint: string): string | undefined => {
  const text = value[field];
  if (typeof text === 'string' && text !== '') return text;
  const isAbsent = text === undefined || text === null || text === '';
  tell([field], isAbsent ? `${field} is missing.` : `${field} must be text.`, hint);
  return undefined;
};

const gvk = (value: JsonObject, tell: Tell): void => {
  textOf(value, 'group', tell, 'Add the group of the kind.');
  textOf(value, 'version', tell, 'Add the version of the kind.');
  textOf(value, 'kind', tell, 'Add the kind.');
};

const packaged = (value: JsonObject, tell: Tell): void => {
  textOf(value, 'packageName', tell, 'Add the name of the package.');
  const version = textOf(value, 'version', tell, 'Add the range of its versions: ">=1.0.0 <2.0.0".');
  if (version !== undefined && !isRange(version))
    tell(['version'], `${quote(version)} is no range of versions.`, 'Write it as ">=1.0.0 <2.0.0".');
};

const label = (value: JsonObject, tell: Tell): void => {
  textOf(value, 'label', tell, 'Add the label.');
};

const constraint = (value: JsonObject, tell: Tell): void => {
  const { failureMessage, cel } = value;
  if (failureMessage !== undefined && failureMessage !== null && typeof failureMessage !== 'string')
    tell(['failureMessage'], 'failureMessage must be text.', 'Quote it.');
  if (!isObject(cel))
    return tell(['cel'], 'of all constraints a bundle can have cel alone.', 'Write cel with a rule below it.');
  const rule = textOf(cel, 'rule', (path, ...said) => tell(['cel', ...path], ...said), 'Write an expression in CEL.');
  const fault = rule === undefined ? undefined : ruleFault(rule);
  if (fault !== undefined) tell(['cel', 'rule'], `CEL: ${fault.message}`, fault.hint);
  return undefined;
};

const TYPES: Readonly<Record<string, ((value: JsonObject, tell: Tell) => void) | undefined>> = {
  'olm.gvk': gvk,
  'olm.package': packaged,
  'olm.label': label,
  'olm.constraint': constraint,
};
