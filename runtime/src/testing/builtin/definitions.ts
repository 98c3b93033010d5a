/** The generated data of the built-in kinds, typed. */
import type { Definitions, Schema } from '../schema/schema.ts';
import { generated } from './generated/schemas.ts';

export interface BuiltinResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
  readonly schema: string;
}

const data = generated as { release: string; resources: readonly BuiltinResource[]; definitions: Definitions };

/** The Kubernetes release that the built-in kinds are of: `v1.36.3`. */
export const release = data.release;
export const builtinResources = data.resources;
export const definitions = data.definitions;

export const objectMeta: Schema = { $ref: 'meta.v1.ObjectMeta' };
