/** What Flux would refuse, or make nothing of. All of it is reported at once; what is where is in `flux/`. */
import { DEFAULT_VERSION, defaultNamespace } from '../../../model/names.ts';
import { quote } from '../../near.ts';
import type { Report } from '../../report.ts';
import type { Spec } from '../../spec.ts';
import { checkAddresses } from './flux/addresses.ts';
import { checkEnvironments } from './flux/environments.ts';
import { checkNames } from './flux/names.ts';
import { checkNotifications } from './flux/notifications.ts';
import { FLUX, FLUX_NAMESPACE } from './flux/path.ts';
import { checkSigning } from './flux/signing.ts';
import { checkSources } from './flux/sources.ts';
import { checkTenants } from './flux/tenants.ts';
import { checkVariables } from './flux/variables.ts';

/** Flux needs a chart, a namespace that is not its own, and options that fit each other. */
export const checkFlux = (spec: Spec, report: Report): void => {
  const { delivery, apis, version = DEFAULT_VERSION, namespace = defaultNamespace(spec.metadata.name) } = spec.spec;
  if (delivery?.flux === undefined) return;
  const { flux } = delivery;
  if (delivery.helm === undefined)
    report.error(FLUX, 'Flux installs the Helm chart, and there is none.', 'Add "helm: {}" to delivery.', 'key');
  if (namespace === FLUX_NAMESPACE)
    report.error(
      ['spec', 'namespace'],
      `"${FLUX_NAMESPACE}" is the namespace of Flux itself.`,
      'Install the operator in another one.',
    );
  // source-controller and image-reflector-controller pass over tags that are no versions, and a tag has "_" for "+".
  if (
    version.includes('+') &&
    ((flux.instance === true && flux.git === undefined) || flux.imageAutomation !== undefined)
  )
    report.error(
      ['spec', 'version'],
      `Flux finds new versions by their tags, and that of ${quote(version)} is no version: registries have no "+".`,
      'Leave out what is behind "+".',
    );
  checkAddresses(spec, flux, report);
  checkSources(flux, report);
  checkSigning(flux, report);
  checkEnvironments(flux, report);
  checkVariables(flux, report);
  checkNames(flux, report);
  checkNotifications(flux, report);
  checkTenants(flux, { apis, namespace }, report);
  for (const [i, { kind, status }] of apis.entries())
    if (kind.endsWith('Class') && status !== undefined && apis.length > 1)
      report.warning(
        ['spec', 'apis', i, 'kind'],
        `Flux applies objects of kinds that end in "Class" before all others, and waits until they are ready.`,
        'Their status must not depend on objects of the other kinds.',
      );
};
