/** Operators that are delivered by Flux, in every way that a spec has, and the objects of Flux among what is emitted for them. */
import { readFileSync } from 'node:fs';
import { buildModel } from '../../../../generators/core/model/build.ts';
import type { Model } from '../../../../generators/core/model/model.ts';
import { fluxFiles } from '../../../../generators/core/plan/flux.ts';
import { loadSpec } from '../../../../generators/core/spec/load.ts';
import { exampleModels } from '../../../judges/examples.ts';
import { deliveredModels } from '../../../unit/flux/delivered-models.ts';
import { type FluxObject, objectsIn } from '../../../unit/flux/emitted.ts';

const ODD = 'test/odd/operator.yaml';

export const models: Readonly<Record<string, Model>> = {
  ...Object.fromEntries(Object.entries(exampleModels()).filter(([, { delivery }]) => delivery.flux !== undefined)),
  [ODD]: buildModel(loadSpec(readFileSync(ODD), ODD).spec!),
  ...deliveredModels(),
};

export const isOfFlux = ({ apiVersion }: FluxObject): boolean =>
  /^[\w.-]*(?:fluxcd\.io|controlplane\.io)\//.test(apiVersion);

/** The objects of Flux in the files, patches of the user's included. */
export const emitted = Object.entries(models).flatMap(([title, model]) =>
  fluxFiles(model)
    .filter(({ path }) => path.startsWith('deploy/flux/') && path.endsWith('.yaml'))
    .flatMap(({ path, content }) => objectsIn(String(content)).map((object) => ({ title, path, object })))
    .filter(({ object }) => isOfFlux(object)),
);
/** Those that are whole by themselves. */
export const whole = emitted.filter(({ path }) => !/\/operator\/(?:values|version)\.yaml$/.test(path));
