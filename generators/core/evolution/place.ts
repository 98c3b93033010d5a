/** Where in a spec a finding is: at what it is about, at its nearest parent when that is gone. */
import type { Path } from '../spec/path.ts';
import type { ApiSpec, VersionSpec } from '../spec/spec.ts';
import type { Rule } from './finding.ts';
import type { Folded } from './fold.ts';
import { changedKeywords, rulesOf } from './severity.ts';

interface Place {
  readonly path: Path;
  readonly at: 'key' | 'value';
}

/** Fields of an API, or of its versions, that a rule is about. */
const OF_API: Readonly<Partial<Record<Rule, Path>>> = {
  scope: ['scope'],
  kind: ['kind'],
  listKind: ['listKind'],
  shortNames: ['shortNames'],
  storedVersionRemoval: ['versions'],
  versionRemoval: ['versions'],
  conversion: ['conversion'],
  apiRemoval: [],
};
const OF_VERSION: Readonly<Partial<Record<Rule, Path>>> = {
  versionUnserved: ['served'],
  storageVersion: ['storage'],
  statusSubresource: ['subresources', 'status'],
  scaleSubresource: ['subresources', 'scale'],
  selectableFields: ['selectableFields'],
};

/** The place of a finding in an API of a spec. `api` is the API's own path. */
export const placeIn = (finding: Folded, { versions }: ApiSpec, api: Path): Place => {
  const ofApi = OF_API[finding.rule];
  if (ofApi !== undefined) return { path: [...api, ...ofApi], at: 'key' };
  const name = finding.version?.split(' -> ').at(-1);
  const index = versions.findIndex((version) => version.name === name);
  if (index === -1) return { path: [...api, 'versions'], at: 'key' };
  const version = [...api, 'versions', index];
  const ofVersion = OF_VERSION[finding.rule];
  if (ofVersion !== undefined) return { path: [...version, ...ofVersion], at: 'key' };
  return { path: [...version, 'schema', ...schemaPath(finding, versions[index]!)], at: 'key' };
};

/** In the short form of a schema, `spec` and `status` stand in the place of the root's properties. */
const schemaPath = (finding: Folded, { schema }: VersionSpec): Path => {
  const path = [...(finding.path ?? []), ...keywordOf(finding)];
  if (schema.openAPIV3Schema !== undefined) return ['openAPIV3Schema', ...path];
  return path[0] === 'properties' && (path[1] === 'spec' || path[1] === 'status') ? path.slice(1) : path;
};

/** The keyword that differs; of CEL rules the first that does. */
const keywordOf = (finding: Folded): Path => {
  if (finding.rule === 'existingFieldRemoval') return [];
  if (finding.rule !== 'unhandled') return [finding.rule];
  const [keyword] = changedKeywords(finding);
  if (keyword !== 'x-kubernetes-validations') return keyword === undefined ? [] : [keyword];
  const [was, is] = [rulesOf(finding.old), rulesOf(finding.new)].map((rules) => rules.map(({ rule }) => rule));
  const first = is!.findIndex((rule) => !was!.includes(rule));
  return first === -1 ? [keyword] : [keyword, first];
};
