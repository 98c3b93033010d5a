/** What is emitted, as objects. */
import { parseAllDocuments } from 'yaml';
import type { Model } from '../../../generators/core/model/model.ts';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';

export interface FluxObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read what they expect to be there
  readonly spec?: any;
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  readonly [field: string]: any;
}

/** The objects in a text. */
export const objectsIn = (text: string): readonly FluxObject[] =>
  parseAllDocuments(text).map((document) => document.toJS() as FluxObject);

/** The objects of a file, by its path below deploy/flux. */
export const objectsOf = (model: Model, path: string): readonly FluxObject[] => {
  const file = fluxFiles(model).find((candidate) => candidate.path === `deploy/flux/${path}`);
  return file === undefined ? [] : objectsIn(String(file.content));
};

/** The one object of a file. */
export const objectOf = (model: Model, path: string): FluxObject => {
  const [object, ...more] = objectsOf(model, path);
  if (object === undefined || more.length > 0) throw new Error(`${path} has ${more.length + 1} objects or none`);
  return object;
};

/** Paths of the files below deploy/flux, with their owners. */
export const pathsOf = (model: Model): readonly string[] =>
  fluxFiles(model).map(({ path, owner }) => `${path.replace('deploy/flux/', '')} ${owner}`);
