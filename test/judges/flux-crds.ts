/** The CustomResourceDefinitions of Flux's controllers and of the Flux Operator, out of their own Go modules. */
import { moduleCrds } from './module-crds.ts';

/** Exact versions with the checksum that go.sum would hold. */
const CONTROLLERS: readonly Module[] = [
  ['github.com/fluxcd/source-controller', 'v1.9.4', 'h1:psO6g4NTAMl3GD9gL8TMF3shM939XhTjFvlQXCK3pZ4='],
  ['github.com/fluxcd/helm-controller', 'v1.6.4', 'h1:u/Ew7LehrwDQaE/NqWdaB3XnNDCxRGDcp1FZl7RKj4g='],
  ['github.com/fluxcd/kustomize-controller', 'v1.9.5', 'h1:/XY2zy3K7fntyppEXIHG7oRMzmfgIt50eJzUfaPX1Kc='],
  ['github.com/fluxcd/notification-controller', 'v1.9.3', 'h1:vBONN/Lx5aQ2nDnJxYp5Sb0Wsgh13UbuP5A1MK4dmkY='],
  ['github.com/fluxcd/image-reflector-controller', 'v1.2.4', 'h1:pBC8XOgLXt3VaTzp9k2fYpuR3FFEnZRZBkuSfnGxPhM='],
  ['github.com/fluxcd/image-automation-controller', 'v1.2.4', 'h1:uYtQq2kUb02q6fJE6zT/NdAPLTPLZUOIVp+JGFslW+M='],
];

/** Of the Flux Operator, which is under the AGPL: its definitions are read where tests run, and nothing of it is kept here. */
const OPERATOR: readonly Module[] = [
  ['github.com/controlplaneio-fluxcd/flux-operator', 'v0.58.1', 'h1:ME/p3jGf5h9bNmQ5dhQBSjvj0G+7NTI1k3At+pCscis='],
];

type Module = readonly [module: string, version: string, sum: string];

/** As far as tests read one. */
export interface FluxCrd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: object };
    }[];
  };
}

/** Those of the controllers, from the cache or fetched now. Throws GoMissing when they must be fetched without Go. */
export const fluxCrds = (): Promise<readonly FluxCrd[]> => crdsOfAll(CONTROLLERS);

/** FluxInstance and what else the Flux Operator defines. Throws as `fluxCrds` does. */
export const fluxOperatorCrds = (): Promise<readonly FluxCrd[]> => crdsOfAll(OPERATOR);

const crdsOfAll = async (modules: readonly Module[]): Promise<readonly FluxCrd[]> => {
  const crds: FluxCrd[] = [];
  for (const [module, version, sum] of modules) {
    const found: readonly unknown[] = await moduleCrds({ module, version, sum, files: 'config/crd/bases/*.yaml' });
    crds.push(...(found as readonly FluxCrd[]));
  }
  return crds;
};
