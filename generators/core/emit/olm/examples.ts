/** `alm-examples`: an object of each version that can be used, from the one sample of the kind. */
import type { Api, ApiVersion, JsonObject } from '../../model/model.ts';
import { sampleInVersion } from '../../model/sample.ts';
import { isServed } from '../../model/served.ts';

/** The sample in the version that the operator works on first, then in every other served one. */
export const examples = (api: Api): readonly JsonObject[] =>
  isServed(api)
    ? [
        api.sample,
        ...servedVersions(api)
          .filter(({ name }) => name !== api.storage.name)
          .map(({ name, schema }) => sampleInVersion(api.sample, `${api.group}/${name}`, schema)),
      ]
    : [];

/** The versions that a user can ask for. */
export const servedVersions = (api: Api): readonly ApiVersion[] => api.versions.filter(({ served }) => served);
