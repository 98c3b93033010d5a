/** The sample, given or derived, is an object that the API server takes. */
import type { JsonObject } from '../../model/json.ts';
import { fullGroup, controlledVersion } from '../../model/names.ts';
import { rootSchema } from '../../model/root-schema.ts';
import { buildSample, faultsOfSample } from '../../model/sample.ts';
import { quote } from '../near.ts';
import type { Report } from '../report.ts';
import type { Spec } from '../spec.ts';
import { isDnsName, isKind } from './dns.ts';

/** Validates each API's sample against the version that the operator works on; a derived one that does not fit is better given. */
export const checkSamples = ({ spec: { apis, domain } }: Spec, report: Report): void => {
  for (const [i, api] of apis.entries()) {
    const version = controlledVersion(api);
    if (version === undefined || !isKind(api.kind) || report.failedAt(['spec', 'apis', i, 'versions'])) continue;
    const schema = rootSchema(version.schema);
    const sample = buildSample(api, `${fullGroup(api.group, domain)}/${version.name}`, schema);
    const { name } = sample.metadata as JsonObject;
    if (api.sample?.metadata?.name !== undefined && (typeof name !== 'string' || !isDnsName(name)))
      report.error(
        ['spec', 'apis', i, 'sample', 'metadata', 'name'],
        `${quote(String(name))} is no name of an object.`,
        'Use lower-case letters, digits, dashes and dots.',
      );
    // An odd group or kind was reported where it is written.
    const faults = faultsOfSample(sample, schema).filter(
      ({ path: [field, ...rest] }) => rest.length > 0 || (field !== 'apiVersion' && field !== 'kind'),
    );
    if (api.sample?.spec !== undefined)
      for (const { path, message, hint } of faults) report.error(['spec', 'apis', i, 'sample', ...path], message, hint);
    else if (faults.length > 0) {
      const [{ path, message }] = faults as [(typeof faults)[number]];
      report.warning(
        ['spec', 'apis', i],
        `no sample could be derived that the API server takes: ${path.join('.')}: ${message}`,
        'Give "sample", or an example of that field.',
        'key',
      );
    }
  }
};
