/** `alm-examples`: an object of each version that can be used, from the one sample of the kind. */
import { isObject } from '../../model/json.ts';
import type { Api, ApiVersion, JsonObject } from '../../model/model.ts';
import { faultsOfSample, sampleInVersion } from '../../model/sample.ts';
import { isServed } from '../../model/served.ts';

/** The sample in the version that the operator works on first, then in every other served one. */
export const examples = (api: Api): readonly JsonObject[] =>
  isServed(api)
    ? [
        withSpec(api.sample, api.storage),
        ...servedVersions(api)
          .filter(({ name }) => name !== api.storage.name)
          .map((version) =>
            withSpec(sampleInVersion(api.sample, `${api.group}/${version.name}`, version.schema), version),
          ),
      ]
    : [];

/** A kind whose fields can all be left out has a sample without a spec. Operator SDK's scorecard fails one, and a form begins with it. */
const withSpec = (sample: JsonObject, { schema }: ApiVersion): JsonObject => {
  const { properties, 'x-kubernetes-preserve-unknown-fields': open } = schema;
  const isField = isObject(properties) && properties['spec'] !== undefined;
  if (sample['spec'] !== undefined || !(isField || open === true)) return sample;
  const whole = { ...sample, spec: {} };
  return faultsOfSample(whole, schema).length > faultsOfSample(sample, schema).length ? sample : whole;
};

/** The versions that a user can ask for. */
export const servedVersions = (api: Api): readonly ApiVersion[] => api.versions.filter(({ served }) => served);
