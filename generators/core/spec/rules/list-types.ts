/** How server-side apply merges lists: the rules for x-kubernetes-list-type and its keys. */
import { quote, suggest } from '../near.ts';
import type { Report } from '../report.ts';
import type { SchemaSpec } from '../spec.ts';
import type { SchemaPlace } from './schema-tree.ts';
import { ownField } from './structure.ts';

const LIST_TYPE = 'x-kubernetes-list-type';
const KEYS = 'x-kubernetes-list-map-keys';

/** Reports a list type that its items do not bear. */
export const checkListType = ({ schema, path }: SchemaPlace, report: Report): void => {
  const { [LIST_TYPE]: listType, [KEYS]: keys = [], type, items } = schema;
  if (listType !== undefined && type !== 'array')
    report.error([...path, LIST_TYPE], 'only an array has a list type.', 'Use "type: array", or remove it.', 'key');
  if (keys.length > 0 && listType !== 'map')
    report.error([...path, KEYS], 'map keys need a list of type map.', `Use "${LIST_TYPE}: map".`, 'key');
  if (items === undefined) return;
  if (listType === 'map') checkMap(keys, items, { path, report });
  if (listType === 'set' && type === 'array') checkSet(items, { path, report });
};

interface At {
  readonly path: SchemaPlace['path'];
  readonly report: Report;
}

const checkMap = (keys: readonly string[], items: SchemaSpec, { path, report }: At): void => {
  if (keys.length === 0)
    report.error(
      [...path, LIST_TYPE],
      'a list of type map needs the keys that tell its items apart.',
      `Add "${KEYS}: [name]".`,
      'key',
    );
  if (items.type !== 'object')
    return report.error(
      [...path, 'items'],
      'the items of a list of type map must be objects.',
      'Use "type: object", or another list type.',
      'key',
    );
  if (items.nullable === true)
    report.error(
      [...path, 'items', 'nullable'],
      'the items of a list of type map cannot be null.',
      'Remove it.',
      'key',
    );
  for (const [i, key] of keys.entries()) {
    const at = [...path, KEYS, i];
    const field = ownField(items, key);
    if (keys.indexOf(key) !== i) report.error(at, `the key ${quote(key)} is given twice.`, 'Remove one of the two.');
    else if (field === undefined)
      report.error(at, `the items have no field ${quote(key)}.`, suggest(key, Object.keys(items.properties ?? {})));
    else {
      if (field.type === 'object' || field.type === 'array')
        report.error(at, `the key ${quote(key)} must be a string, a number or a boolean.`, 'Choose another field.');
      if (field.nullable === true)
        report.error(at, `the key ${quote(key)} cannot be null.`, 'Remove "nullable: true" from the field.');
      if ((field.default === undefined || field.default === null) && items.required?.includes(key) !== true)
        report.error(
          at,
          `the key ${quote(key)} must be required or have a default.`,
          'Add it to "required" of the items.',
        );
    }
  }
  return undefined;
};

const checkSet = (items: SchemaSpec, { path, report }: At): void => {
  if (items.nullable === true)
    report.error([...path, 'items', 'nullable'], 'the items of a set cannot be null.', 'Remove it.', 'key');
  if (items.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic')
    report.error(
      [...path, LIST_TYPE],
      'a set of objects needs atomic items.',
      'Add "x-kubernetes-map-type: atomic" to the items, or use a list of type map.',
    );
  if (items.type === 'array' && (items[LIST_TYPE] ?? 'atomic') !== 'atomic')
    report.error(
      [...path, LIST_TYPE],
      'a set of lists needs atomic items.',
      `Use "${LIST_TYPE}: atomic" in the items.`,
    );
};
