/** The sections about how an operator is delivered. */
import type { SectionText } from './section-text.ts';

export const DELIVERY_SECTIONS: readonly SectionText[] = [
  {
    heading: 'spec.delivery',
    path: 'spec.delivery',
    examples: [
      `
helm: {}
flux: {chartUrl: "oci://ghcr.io/acme/charts/memcached-operator"}
olm: {channels: [stable], categories: [Database]}
`,
    ],
  },
  { heading: 'spec.delivery.helm', path: 'spec.delivery.helm' },
  {
    heading: 'spec.delivery.flux',
    path: 'spec.delivery.flux',
    examples: [
      `
environments: [staging, production]
verify: {secret: cosign-pub}
values: [{kind: ConfigMap, name: memcached-operator-values, optional: true}]
tenants: [{name: team-a}]
notifications: {type: slack, channel: operators, secret: slack-url, receiver: {type: harbor}}
`,
      `
git: {url: "https://github.com/acme/memcached-operator"}
imageAutomation: {}
`,
    ],
  },
  { heading: 'spec.delivery.flux.git', path: 'spec.delivery.flux.git' },
  { heading: 'spec.delivery.flux.helmRepository', path: 'spec.delivery.flux.helmRepository' },
  { heading: 'spec.delivery.flux.verify', path: 'spec.delivery.flux.verify' },
  { heading: 'spec.delivery.flux.verify.identities[]', path: 'spec.delivery.flux.verify.identities[]' },
  { heading: 'spec.delivery.flux.values[]', path: 'spec.delivery.flux.values[]' },
  { heading: 'spec.delivery.flux.decryption', path: 'spec.delivery.flux.decryption' },
  { heading: 'spec.delivery.flux.tenants[]', path: 'spec.delivery.flux.tenants[]' },
  { heading: 'spec.delivery.flux.imageAutomation', path: 'spec.delivery.flux.imageAutomation' },
  { heading: 'spec.delivery.flux.notifications', path: 'spec.delivery.flux.notifications' },
  { heading: 'spec.delivery.flux.notifications.receiver', path: 'spec.delivery.flux.notifications.receiver' },
  {
    heading: 'spec.delivery.olm',
    path: 'spec.delivery.olm',
    examples: [
      `
releases:
  - {version: 0.1.0, channels: [stable]}
  - {version: 0.2.0, channels: [candidate, stable], replaces: 0.1.0}
catalog: {}
`,
    ],
  },
  { heading: 'spec.delivery.olm.releases[]', path: 'spec.delivery.olm.releases[]' },
  { heading: 'spec.delivery.olm.catalog', path: 'spec.delivery.olm.catalog' },
  { heading: 'spec.delivery.olm.icon', path: 'spec.delivery.olm.icon' },
  { heading: 'spec.delivery.olm.provider', path: 'spec.delivery.olm.provider' },
  { heading: 'spec.delivery.olm.maintainers[]', path: 'spec.delivery.olm.maintainers[]' },
  { heading: 'spec.delivery.olm.links[]', path: 'spec.delivery.olm.links[]' },
];
