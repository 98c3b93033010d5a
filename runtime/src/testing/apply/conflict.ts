/** 409 of an apply that would take fields from others, in the server's words. */
import { StatusError } from '../status.ts';
import { showPath } from './field-set.ts';
import type { Manager } from './managers.ts';

export interface Conflict {
  readonly manager: Manager;
  readonly path: readonly string[];
}

function showManager({ manager, operation, apiVersion, subresource }: Manager): string {
  const name = `${JSON.stringify(manager)}${subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`}`;
  if (operation === 'Apply') return name;
  return `${name} using ${apiVersion}`;
}

export function conflictError(conflicts: readonly Conflict[]): StatusError {
  const shown = conflicts.map(({ manager, path }) => ({ manager: showManager(manager), field: showPath(path) }));
  const causes = shown.map(({ manager, field }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${manager}`,
    field,
  }));
  return new StatusError(409, 'Conflict', message(shown), { causes });
}

function message(shown: readonly { manager: string; field: string }[]): string {
  const [only] = shown;
  if (shown.length === 1 && only !== undefined)
    return `Apply failed with 1 conflict: conflict with ${only.manager}: ${only.field}`;
  const byManager = Map.groupBy(shown, ({ manager }) => manager);
  const told = (manager: string) => (byManager.get(manager) ?? []).map(({ field }) => `- ${field}`).join('\n');
  const parts = [...byManager.keys()].sort().map((manager) => `conflicts with ${manager}:\n${told(manager)}`);
  return `Apply failed with ${shown.length} conflicts: ${parts.join('\n')}`;
}
