/** Versions of kinds of others that no longer are: children, watched and declared kinds, and what an object template refers to. */
import { isObject, type JsonValue } from '../../model/json.ts';
import { oldVersion } from '../flux-versions.ts';
import { quote } from '../near.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';
import type { Spec } from '../spec.ts';

/** Wherever apiVersion and kind stand beside each other, and they are written out. */
export const checkVersionsOfOthers = ({ spec: { apis, kinds = [] } }: Spec, report: Report): void => {
  reportOldVersions(kinds as unknown as JsonValue, ['spec', 'kinds'], report);
  for (const [i, { children = {}, watches = [] }] of apis.entries()) {
    reportOldVersions(children as unknown as JsonValue, ['spec', 'apis', i, 'children'], report);
    reportOldVersions(watches as unknown as JsonValue, ['spec', 'apis', i, 'watches'], report);
  }
};

/** Reports each of them in a value and below it. */
export const reportOldVersions = (value: JsonValue, path: Path, report: Report): void => {
  if (Array.isArray(value)) {
    for (const [i, item] of (value as readonly JsonValue[]).entries()) reportOldVersions(item, [...path, i], report);
    return;
  }
  if (!isObject(value)) return;
  const { apiVersion, kind } = value;
  if (typeof apiVersion === 'string' && typeof kind === 'string') {
    const old = oldVersion(apiVersion, kind);
    if (old !== undefined)
      report.error(
        [...path, 'apiVersion'],
        `Flux no longer has ${kind} in ${quote(apiVersion)}.`,
        `Use ${quote(old.current)}${old.changes === undefined ? '.' : `; in it, ${old.changes}`}`,
      );
  }
  for (const [key, item] of Object.entries(value)) reportOldVersions(item as JsonValue, [...path, key], report);
};
