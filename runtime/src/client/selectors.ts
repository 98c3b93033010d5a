/** Label and field selectors: to text for the API server, to a predicate for the cache. */

export type Labels = Readonly<Record<string, string>>;

/** meta/v1 LabelSelector: all of it must hold; an empty one selects everything. */
export interface LabelRequirements {
  readonly matchLabels?: Labels | undefined;
  readonly matchExpressions?: readonly LabelExpression[] | undefined;
}

/** `In` and `NotIn` need values, the others have none. `NotIn` and `DoesNotExist` hold for objects without the label. */
export interface LabelExpression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | (string & {});
  readonly values?: readonly string[] | undefined;
}

/**
 * Labels that must be there; a selector in Kubernetes' own notation: `app=web,tier in (a,b),!legacy`; or one as it is in a spec, with
 * matchLabels and matchExpressions.
 */
export type LabelSelector = Labels | LabelRequirements | string;

/** `a=b,c=d`, in the order given. Errors: `TypeError` for a value that would be read as more than a value. */
export const selector = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${plain(value, name)}`)
    .join(',');

/** The text of a label selector. Errors: `TypeError` for an operator that there is not, and as `selector`. */
export const selectorText = (given: LabelSelector | undefined): string | undefined => {
  if (given === undefined || typeof given === 'string') return given;
  if (!isRequirements(given)) return selector(given);
  const { matchLabels = {}, matchExpressions = [] } = given;
  return [
    ...(Object.keys(matchLabels).length === 0 ? [] : [selector(matchLabels)]),
    ...matchExpressions.map(expression),
  ].join(',');
};

/** The text of a field selector; values are escaped. */
export const fieldSelectorText = (given: Labels | string | undefined): string | undefined =>
  given === undefined || typeof given === 'string'
    ? given
    : Object.entries(given)
        .map(([path, value]) => `${path}=${value.replaceAll(/[\\,=]/g, '\\$&')}`)
        .join(',');

/** Whether labels are selected. Errors: `TypeError` for what is no selector. */
export const matchesLabels = (given: LabelSelector): ((labels: Labels | undefined) => boolean) => {
  const requirements =
    typeof given === 'string' || isRequirements(given)
      ? splitRequirements(selectorText(given) ?? '').map(parseRequirement)
      : Object.entries(given).map(([name, value]) => equals(name, value));
  return (labels = {}) => requirements.every((holds) => holds(labels));
};

/** Labels have texts, a spec's selector has neither. */
const isRequirements = (given: Labels | LabelRequirements): given is LabelRequirements =>
  typeof given['matchLabels'] === 'object' || Array.isArray(given['matchExpressions']);

const plain = (value: string, name: string): string => {
  if (/[,()=!<>\s]/.test(value))
    throw new TypeError(`${JSON.stringify(value)} is no value of label ${JSON.stringify(name)}.`);
  return value;
};

const expression = ({ key, operator, values = [] }: LabelExpression): string => {
  const set = `(${values.map((value) => plain(value, key)).join(',')})`;
  switch (operator) {
    case 'In':
      return `${key} in ${set}`;
    case 'NotIn':
      return `${key} notin ${set}`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      throw new TypeError(
        `Label ${JSON.stringify(key)}: ${JSON.stringify(operator)} is no operator. Use In, NotIn, Exists or DoesNotExist.`,
      );
  }
};

type Requirement = (labels: Labels) => boolean;

const has = (labels: Labels, name: string): boolean => Object.hasOwn(labels, name);

const equals =
  (name: string, value: string): Requirement =>
  (labels) =>
    has(labels, name) && labels[name] === value;

/** At commas, but not at those inside parentheses. */
const splitRequirements = (text: string): string[] => (text.trim() === '' ? [] : text.split(/,(?![^(]*\))/));

const FORM =
  /^\s*(?:(?<absent>!)\s*(?<missing>[^\s!=(),<>]+)|(?<name>[^\s!=(),<>]+)\s*(?:(?<operator>==?|!=)\s*(?<value>[^\s!=(),]*)|(?<order>[<>])\s*(?<bound>-?\d+)|\s(?<set>in|notin)\s*\((?<values>[^()]*)\))?)\s*$/;

const parseRequirement = (text: string): Requirement => {
  const groups = FORM.exec(text)?.groups;
  if (groups === undefined)
    throw new TypeError(
      `${JSON.stringify(text)} is no label selector. Use "name=value", "name!=value", "name in (a,b)", "name notin (a,b)", "name>1", "name<1", "name" or "!name".`,
    );
  const { missing, name = '', operator, value = '', order, bound, set } = groups;
  if (missing !== undefined) return (labels) => !has(labels, missing);
  if (operator !== undefined) return operator === '!=' ? (labels) => !equals(name, value)(labels) : equals(name, value);
  if (order !== undefined) return ordered(name, order, Number(bound));
  if (set === undefined) return (labels) => has(labels, name);
  const values = new Set((groups['values'] ?? '').split(',').map((item) => item.trim()));
  return (labels) => (has(labels, name) && values.has(labels[name] ?? '')) === (set === 'in');
};

const ordered =
  (name: string, order: string, bound: number): Requirement =>
  (labels) => {
    const value = has(labels, name) ? (labels[name] ?? '') : '';
    return /^-?\d+$/.test(value) && (order === '<' ? Number(value) < bound : Number(value) > bound);
  };
