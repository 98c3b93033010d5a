/** Label selectors (apimachinery's labels and metav1.LabelSelectorAsSelector). */
import { isObject } from '../../model/json.ts';
import { objectsIn, textsIn } from './subject.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether a LabelSelector selects an object with these labels; an empty one selects everything, what is none selects nothing. */
export const selects = (selector: unknown, labels: Labels): boolean => {
  if (!isObject(selector)) return false;
  const { matchLabels, matchExpressions } = selector;
  return (
    matchesAll(textsIn(matchLabels), labels) && objectsIn(matchExpressions).every(([, term]) => holds(term, labels))
  );
};

/** Whether an object has all of the labels, as a Service selects. */
export const matchesAll = (wanted: Labels, labels: Labels): boolean =>
  Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);

const holds = ({ key, operator, values }: { readonly [key: string]: unknown }, labels: Labels): boolean => {
  const label = typeof key === 'string' && Object.hasOwn(labels, key) ? labels[key] : undefined;
  const listed = Array.isArray(values) && values.includes(label);
  if (operator === 'In') return label !== undefined && listed;
  if (operator === 'NotIn') return label === undefined || !listed;
  return operator === 'Exists' ? label !== undefined : label === undefined;
};

/** Labels in a message: app=cache, tier=db. */
export const showLabels = (labels: Labels): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
