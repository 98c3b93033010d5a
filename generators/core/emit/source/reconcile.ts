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
  const scope = createScope(['children', 'status', 'owned', 'reconcile', 'Reconcile', ...CONTEXT[template]]);
  const type = scope.claim(api.typeName, `${api.typeName}Object`);
  const object = scope.claim(api.variable, 'object');
  const parameters: Doc = [object, list('{', [...CONTEXT[template]], '}', line)];
  const signature = [
    `export const reconcile: Reconcile<${type}> = async `,
    group(['(', indent([softline, join([',', line], parameters)]), ifBreak(','), softline, ') => {']),
  ];
  return renderTemplate(template, {
    kindImport: type === api.typeName ? type : `${api.typeName} as ${type}`,
    version: api.storage.name,
    object,
    desired: hasSpec(api) ? `${object}.spec` : object,
    signature: print(signature),
  });
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
