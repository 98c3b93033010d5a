/** Teams that share a cluster: a namespace each, and kinds that can be in one. */
import { isReservedFile } from '../../../../model/reserved-words.ts';
import type { FluxSpec } from '../../../delivery-spec.ts';
import { quote } from '../../../near.ts';
import type { Report } from '../../../report.ts';
import type { ApiSpec } from '../../../spec.ts';
import { isDnsLabel, LABEL_RULE } from '../../dns.ts';
import { reserved } from './environments.ts';
import { FLUX, FLUX_NAMESPACE } from './path.ts';

/** What the operator has. */
export interface Shared {
  readonly apis: readonly ApiSpec[];
  readonly namespace: string;
}

/** No two in one namespace, and none in one that is not a team's. */
export const checkTenants = ({ tenants = [] }: FluxSpec, { apis, namespace }: Shared, report: Report): void => {
  if (tenants.length > 0 && apis.length > 0 && apis.every(({ scope }) => scope === 'Cluster'))
    report.warning(
      [...FLUX, 'tenants'],
      'they can have no objects: all kinds are cluster-wide, and a tenant has rights in its namespace.',
      'Remove them, or make a kind Namespaced.',
      'key',
    );
  const namespaces = tenants.map((tenant) => tenant.namespace ?? tenant.name);
  tenants.forEach((tenant, i) => {
    const path = [...FLUX, 'tenants', i];
    for (const field of ['name', 'namespace'] as const) {
      const value = tenant[field];
      if (value !== undefined && !isDnsLabel(value))
        report.error([...path, field], `${quote(value)} is no DNS label.`, `${LABEL_RULE}.`);
    }
    if (isReservedFile(tenant.name)) report.error([...path, 'name'], ...reserved(tenant.name));
    if (tenants.findIndex(({ name }) => name === tenant.name) !== i)
      report.error([...path, 'name'], `there is a tenant ${quote(tenant.name)} already.`, 'Choose another name.');
    const own = namespaces[i]!;
    const field = tenant.namespace === undefined ? 'name' : 'namespace';
    if (own === namespace)
      report.error([...path, field], `${quote(own)} is the namespace of the operator.`, 'Choose another namespace.');
    else if (own === FLUX_NAMESPACE || own === 'default' || own.startsWith('kube-'))
      report.error(
        [...path, field],
        `${quote(own)} belongs to the cluster, not to a team.`,
        'Choose another namespace.',
      );
    else if (namespaces.indexOf(own) !== i && tenants.findIndex(({ name }) => name === tenant.name) === i)
      report.error([...path, field], `another tenant has the namespace ${quote(own)}.`, 'Choose another namespace.');
  });
};
