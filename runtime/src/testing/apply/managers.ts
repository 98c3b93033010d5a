/** `metadata.managedFields` read and written: managers by identity, each with its set of fields. */
import type { Json, JsonObject } from '../json.ts';
import { isObject, listAt, metadataOf } from '../json.ts';
import { fromFieldsV1, isEmpty, toFieldsV1, type FieldSet } from './field-set.ts';

export interface Manager {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
  readonly time: string | undefined;
  readonly set: FieldSet;
}

/** By identity: an applier is one through all versions, an updater one for each. */
export type Managers = Map<string, Manager>;

export const identityOf = ({ manager, operation, apiVersion, subresource }: Omit<Manager, 'time' | 'set'>): string =>
  JSON.stringify([manager, operation, operation === 'Apply' ? '' : apiVersion, subresource]);

/** Throws when an entry is not well formed. */
export function readManagers(entries: readonly Json[]): Managers {
  const managers: Managers = new Map();
  for (const entry of entries) {
    if (!isObject(entry)) throw new Error('managedFields: an entry is no object');
    const { operation, apiVersion, fieldsType, manager = '', subresource = '', time } = entry;
    if (operation !== 'Apply' && operation !== 'Update') throw new Error('operation must be `Apply` or `Update`');
    if (typeof apiVersion !== 'string' || apiVersion === '') throw new Error('apiVersion must not be empty');
    if (fieldsType !== 'FieldsV1') throw new Error('invalid fieldsType in managed fields entry');
    const head = { manager: String(manager), operation, apiVersion, subresource: String(subresource) } as const;
    managers.set(identityOf(head), {
      ...head,
      time: typeof time === 'string' ? time : undefined,
      set: fromFieldsV1(entry['fieldsV1']),
    });
  }
  return managers;
}

const writeEntry = ({ manager, operation, apiVersion, subresource, time, set }: Manager): JsonObject => ({
  ...(manager !== '' && { manager }),
  operation,
  apiVersion,
  ...(time !== undefined && { time }),
  fieldsType: 'FieldsV1',
  fieldsV1: toFieldsV1(set),
  ...(subresource !== '' && { subresource }),
});

/** Puts the managers into the object, in the server's order: appliers first, then by time, then by name. */
export function writeManagers(object: JsonObject, managers: Managers): void {
  const order = (entry: Manager) =>
    [entry.operation, entry.time ?? '', entry.manager, entry.apiVersion, entry.subresource].join('\0');
  const entries = [...managers.values()]
    .filter(({ set }) => !isEmpty(set))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const metadata = metadataOf(object);
  if (entries.length === 0) delete metadata['managedFields'];
  else metadata['managedFields'] = entries.map(writeEntry);
}

/** The managers of an object; none when they cannot be read. */
export function managersOf(object: JsonObject): Managers {
  try {
    return readManagers(listAt(object, 'metadata', 'managedFields'));
  } catch {
    return new Map();
  }
}
