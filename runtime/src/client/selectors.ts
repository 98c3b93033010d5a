/** Label and field selectors: to text for the API server, to a predicate for the cache. */

export type Labels = Readonly<Record<string, string>>;

/** Labels that must be there, or a selector in Kubernetes' own notation: `app=web,tier in (a,b),!legacy`. */
export type LabelSelector = Labels | string;

/** `a=b,c=d`, in the order given. */
export const selector = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');

/** The text of a selector. */
export const selectorText = (given: LabelSelector | undefined): string | undefined =>
  given === undefined || typeof given === 'string' ? given : selector(given);

/** Whether labels are selected. Errors: `TypeError` for text that is no selector. */
export const matchesLabels = (given: LabelSelector): ((labels: Labels | undefined) => boolean) => {
  const requirements =
    typeof given === 'string'
      ? splitRequirements(given).map(parseRequirement)
      : Object.entries(given).map(([name, value]) => equals(name, value));
  return (labels = {}) => requirements.every((holds) => holds(labels));
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
  /^\s*(?:(?<absent>!)\s*(?<missing>[^\s!=(),]+)|(?<name>[^\s!=(),]+)\s*(?:(?<operator>==?|!=)\s*(?<value>[^\s!=(),]*)|\s(?<set>in|notin)\s*\((?<values>[^()]*)\))?)\s*$/;

const parseRequirement = (text: string): Requirement => {
  const groups = FORM.exec(text)?.groups;
  if (groups === undefined)
    throw new TypeError(
      `${JSON.stringify(text)} is no label selector. Use "name=value", "name!=value", "name in (a,b)", "name notin (a,b)", "name" or "!name".`,
    );
  const { missing, name = '', operator, value = '', set } = groups;
  if (missing !== undefined) return (labels) => !has(labels, missing);
  if (operator !== undefined) return operator === '!=' ? (labels) => !equals(name, value)(labels) : equals(name, value);
  if (set === undefined) return (labels) => has(labels, name);
  const values = new Set((groups['values'] ?? '').split(',').map((item) => item.trim()));
  return (labels) => (has(labels, name) && values.has(labels[name] ?? '')) === (set === 'in');
};
