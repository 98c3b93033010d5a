/** `src/<api>/reconcile.ts`, the one place for hand-written logic: seeded so that it does what the spec declares. */
import { isObject } from '../../model/json.ts';
import type { Api } from '../../model/model.ts';
import { renderTemplate } from '../template.ts';
import { type Doc, group, ifBreak, indent, join, line, list, print, softline } from './document.ts';
import { createScope } from './scope.ts';

/** What reconcile takes from its context, by what the spec declares. */
const CONTEXT = {
  'src/api/reconcile.ts': ['apply', 'setStatus'],
  'src/api/reconcile.children.ts': ['apply'],
  'src/api/reconcile.status.ts': ['setStatus'],
  'src/api/reconcile.empty.ts': ['log'],
} as const;

/** The text of the file. */
export const emitReconcile = (api: Api): string => {
  const template = templateOf(api);
  const context = [...CONTEXT[template], ...(api.prune ? ['prune'] : [])].toSorted();
  const types = [...(api.cleanup ? ['Cleanup'] : []), 'Reconcile'];
  const taken = ['children', 'status', 'owned', 'reconcile', ...types, ...context];
  const scope = createScope(api.cleanup ? [...taken, 'cleanup', 'log'] : taken);
  const type = scope.claim(api.typeName, `${api.typeName}Object`);
  const object = scope.claim(api.variable, 'object');
  const view = {
    types: types.join(', '),
    kindImport: type === api.typeName ? type : `${api.typeName} as ${type}`,
    version: api.storage.name,
    object,
    desired: hasSpec(api) ? `${object}.spec` : object,
    signature: signature('reconcile', 'Reconcile', { type, object, context }),
    prune: api.prune ? '\n  await prune();' : '',
  };
  const cleanup = api.cleanup
    ? renderTemplate('src/api/cleanup.ts', {
        object,
        signature: signature('cleanup', 'Cleanup', { type, object, context: ['log'] }),
      })
    : '';
  return renderTemplate(template, view) + cleanup;
};

interface Handler {
  /** The kind's type, and the name of its object. */
  readonly type: string;
  readonly object: string;
  readonly context: readonly string[];
}

const signature = (name: string, handler: string, { type, object, context }: Handler): string => {
  const parameters: Doc = [object, list('{', context, '}', line)];
  return print([
    `export const ${name}: ${handler}<${type}> = async `,
    group(['(', indent([softline, join([',', line], parameters)]), ifBreak(','), softline, ') => {']),
  ]);
};

/** Some kinds have their fields beside the metadata. */
export const hasSpec = ({ storage }: Api): boolean => {
  const { properties } = storage.schema;
  return isObject(properties) && Object.hasOwn(properties, 'spec');
};

const templateOf = ({ children, status }: Api): keyof typeof CONTEXT => {
  if (children.length === 0) return status === undefined ? 'src/api/reconcile.empty.ts' : 'src/api/reconcile.status.ts';
  return status === undefined ? 'src/api/reconcile.children.ts' : 'src/api/reconcile.ts';
};
