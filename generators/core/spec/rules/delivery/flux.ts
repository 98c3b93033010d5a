/** What Flux would refuse, or make nothing of. All of it is reported at once; what is where is in `flux/`. */
import { DEFAULT_VERSION, defaultNamespace, ownApi } from '../../../model/names.ts';
import { quote } from '../../near.ts';
import type { Report } from '../../report.ts';
import type { ApiSpec, Spec, WatchSpec } from '../../spec.ts';
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
  checkClasses(spec, report);
};

/**
 * Flux waits for classes before it applies anything else. What they cannot see come they do not wait for: without a watch of another of
 * these kinds there is nothing to say.
 */
const checkClasses = (spec: Spec, report: Report): void => {
  const { apis } = spec.spec;
  for (const [i, api] of apis.entries())
    for (const [j, watch] of (api.watches ?? []).entries())
      if (api.kind.endsWith('Class') && api.status !== undefined && isOther(watch, api, spec))
        report.warning(
          ['spec', 'apis', i, 'watches', j, 'kind'],
          `Flux applies objects of kinds that end in "Class" before all others, and waits until they are ready.`,
          `The status of ${api.kind} must not depend on ${quote(watch.kind)}.`,
        );
};

/** Whether it is another kind of this operator, of which Flux may apply objects, too. */
const isOther = ({ apiVersion, kind }: WatchSpec, api: ApiSpec, spec: Spec): boolean => {
  const own = ownApi(spec.spec, apiVersion, kind);
  return own !== undefined && own !== api;
};
