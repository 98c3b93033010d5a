/** Query parameters of writes, checked. */
import { invalidValue, required, unsupported } from '../cause.ts';
import { badRequest, invalid, type Cause } from '../status.ts';
import type { ResourceRequest } from './request.ts';

export interface WriteOptions {
  readonly dryRun: boolean;
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
}

const VALIDATIONS = ['Ignore', 'Strict', 'Warn'];

/** `kind` is the options' kind in messages: CreateOptions, UpdateOptions, PatchOptions. */
export function writeOptions({ query }: ResourceRequest, kind: string): WriteOptions {
  const dryRun = query.getAll('dryRun');
  const fieldValidation = query.get('fieldValidation') ?? '';
  const manager = query.get('fieldManager') ?? '';
  const causes: Cause[] = [];
  for (const value of dryRun) if (value !== 'All') causes.push(unsupported('dryRun', value, ['All']));
  if (fieldValidation !== '' && !VALIDATIONS.includes(fieldValidation))
    causes.push(unsupported('fieldValidation', fieldValidation, ['', ...VALIDATIONS]));
  if (manager.length > 128) causes.push(invalidValue('fieldManager', manager, 'may not be more than 128 bytes'));
  refuse(kind, causes);
  return {
    dryRun: dryRun.length > 0,
    fieldValidation: fieldValidation === 'Strict' || fieldValidation === 'Ignore' ? fieldValidation : 'Warn',
  };
}

/** Apply needs a manager; only apply can be forced. */
export function applyOptions({ query }: ResourceRequest): { readonly force: boolean } {
  const manager = query.get('fieldManager') ?? '';
  if (manager === '') refuse('PatchOptions', [required('fieldManager', 'is required for apply patch')]);
  return { force: flag(query, 'force') };
}

export function refuse(kind: string, causes: readonly Cause[]): void {
  if (causes.length > 0) throw invalid({ group: 'meta.k8s.io', plural: '', kind }, '', causes);
}

export function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  if (value === null || value === 'false' || value === '0' || value === '') return false;
  if (value === 'true' || value === '1') return true;
  throw badRequest(`strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`);
}
