import { describe, expect, test } from 'vitest';
import { added, after, bundle, CRD, CSV, found, SERVICE, swap, withCsv } from './bundles.ts';

describe('selectors-select', () => {
  const NAME = 'selectors-select';
  const object = (kind: string, ...spec: readonly string[]) =>
    bundle({
      'manifests/other.yaml': added(
        `kind: ${kind}`,
        'apiVersion: x/v1',
        'metadata:',
        '  name: x',
        'spec:',
        ...spec.map((line) => `  ${line}`),
      ),
    });

  test('sees a deployment that does not select its own pods', () => {
    expect(
      found(
        NAME,
        withCsv(
          swap(
            'matchLabels:\n                app.kubernetes.io/name: memcached-operator',
            'matchLabels:\n                app.kubernetes.io/name: memcached',
          ),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹matchLabels:›  spec.install.spec.deployments[0].spec.selector: the selector of the deployment "memcached-operator" does not select its own pods. Their labels are app.kubernetes.io/name=memcached-operator, app.kubernetes.io/version=0.1.0.",
      ]
    `);
  });

  test.each(['PodDisruptionBudget', 'PodMonitor'])('sees a %s that selects no pods', (kind) => {
    expect(found(NAME, object(kind, 'selector: {matchLabels: {app: other}}'))).toEqual([
      "manifests/other.yaml at ‹{matchLabels: {app: other}}›  warning: spec.selector: the selector selects none of the operator's pods. Their labels are app.kubernetes.io/name=memcached-operator, app.kubernetes.io/version=0.1.0.",
    ]);
    expect(
      found(
        NAME,
        object(
          kind,
          'selector: {matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [memcached-operator]}]}',
        ),
      ),
    ).toEqual([]);
  });

  test('sees a NetworkPolicy about no pods, and takes one about all', () => {
    expect(
      found(
        NAME,
        object(
          'NetworkPolicy',
          'podSelector: {matchExpressions: [{key: app.kubernetes.io/name, operator: DoesNotExist}]}',
        ),
      ),
    ).toHaveLength(1);
    expect(found(NAME, object('NetworkPolicy', 'podSelector: {}'))).toEqual([]);
  });

  test('sees a ServiceMonitor without a Service, and one of a port that the Service has not', () => {
    expect(found(NAME, object('ServiceMonitor', 'selector: {matchLabels: {app: other}}'))).toMatchInlineSnapshot(`
      [
        "manifests/other.yaml at ‹{matchLabels: {app: other}}›  warning: spec.selector: the selector selects no Service of the bundle. Their labels are app.kubernetes.io/name=memcached-operator, app.kubernetes.io/version=0.1.0.",
      ]
    `);
    const monitor = (port: string) =>
      object(
        'ServiceMonitor',
        'selector: {matchLabels: {app.kubernetes.io/name: memcached-operator}}',
        `endpoints: [{port: ${port}}]`,
      );
    expect(found(NAME, monitor('metrics'))).toEqual([]);
    expect(found(NAME, monitor('https'))).toMatchInlineSnapshot(`
      [
        "manifests/other.yaml at ‹https}]›  spec.endpoints[0].port: there is no port "https" where this looks for metrics. There is: metrics.",
      ]
    `);
  });
});

describe('services-have-pods', () => {
  const NAME = 'services-have-pods';

  test('sees a Service that selects no pods', () => {
    const service = swap(
      'selector:\n    app.kubernetes.io/name: memcached-operator',
      'selector:\n    app: memcached-operator',
    );
    expect(found(NAME, bundle({ [SERVICE]: service }))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator-metrics.service.yaml at ‹app: memcached-operator›  warning: spec.selector: no deployment has pods with app=memcached-operator. Theirs are app.kubernetes.io/name=memcached-operator, app.kubernetes.io/version=0.1.0.",
      ]
    `);
  });

  test('sees a port that no container has', () => {
    expect(found(NAME, bundle({ [SERVICE]: swap('targetPort: metrics', 'targetPort: metric') })))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator-metrics.service.yaml at ‹metric›  spec.ports[0].targetPort: no container of the deployment "memcached-operator" has a port "metric". Did you mean "metrics"?",
      ]
    `);
    expect(found(NAME, bundle({ [SERVICE]: swap('targetPort: metrics', 'targetPort: 8443') }))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator-metrics.service.yaml at ‹8443›  warning: spec.ports[0].targetPort: no container of the deployment "memcached-operator" declares the port 8443. Add it to ports of the container.",
      ]
    `);
    expect(found(NAME, bundle({ [SERVICE]: swap('targetPort: metrics', 'targetPort: 8080') }))).toEqual([]);
  });

  test('leaves a Service without a selector to who fills it', () => {
    expect(
      found(NAME, bundle({ [SERVICE]: swap('  selector:\n    app.kubernetes.io/name: memcached-operator\n', '') })),
    ).toEqual([]);
  });
});

describe('webhooks-have-servers', () => {
  const NAME = 'webhooks-have-servers';
  const webhook = (...lines: readonly string[]) =>
    swap(
      '  relatedImages:\n',
      [
        '  webhookdefinitions:',
        `    - generateName: w.example.com`,
        ...lines.map((line) => `      ${line}`),
        '  relatedImages:',
        '',
      ].join('\n'),
    );

  test('sees a deployment that is not there', () => {
    expect(found(NAME, withCsv(webhook('type: ValidatingAdmissionWebhook', 'deploymentName: memcached'))))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹memcached›  spec.webhookdefinitions[0].deploymentName: there is no deployment "memcached". There is: memcached-operator.",
      ]
    `);
  });

  test('sees a port that the deployment has not', () => {
    const served = (...lines: readonly string[]) =>
      withCsv(webhook('type: ValidatingAdmissionWebhook', 'deploymentName: memcached-operator', ...lines));
    expect(found(NAME, served())).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹generateName: w.example.com›  warning: spec.webhookdefinitions[0].containerPort: no container of the deployment "memcached-operator" declares the port 443. Add it to ports of the container.",
      ]
    `);
    expect(found(NAME, served('containerPort: 443', 'targetPort: webhook'))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹webhook›  spec.webhookdefinitions[0].targetPort: no container of the deployment "memcached-operator" has a port "webhook". There are: metrics, health.",
      ]
    `);
    expect(found(NAME, served('containerPort: 8081', 'webhookPath: validate'))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹validate›  spec.webhookdefinitions[0].webhookPath: "validate" is no path of a URL. Write /validate.",
      ]
    `);
  });

  test('sees a conversion that nobody makes, and what OLM writes itself', () => {
    const conversion = after(
      'spec:',
      '  conversion:',
      '    strategy: Webhook',
      '    webhook:',
      '      clientConfig:',
      '        caBundle: Cg==',
      '      conversionReviewVersions: [v1]',
    );
    expect(found(NAME, bundle({ [CRD]: conversion }))).toMatchInlineSnapshot(`
      [
        "manifests/cache.example.com_memcacheds.yaml at ‹Webhook›  spec.conversion.strategy: the CRD wants a webhook to convert its objects, and no webhookdefinition of the ClusterServiceVersion is about it. Add one of type ConversionWebhook that lists it in conversionCRDs.",
        "manifests/cache.example.com_memcacheds.yaml at ‹caBundle: Cg==›  warning: spec.conversion.webhook.clientConfig.caBundle: OLM makes the certificate of the webhook, and writes this itself. Remove it.",
      ]
    `);
    const definition = webhook(
      'type: ConversionWebhook',
      'deploymentName: memcached-operator',
      'containerPort: 8081',
      'conversionCRDs: [memcacheds.cache.example.com, caches.cache.example.com]',
    );
    expect(found(NAME, bundle({ [CRD]: conversion, [CSV]: definition }))).toMatchInlineSnapshot(`
      [
        "manifests/cache.example.com_memcacheds.yaml at ‹caBundle: Cg==›  warning: spec.conversion.webhook.clientConfig.caBundle: OLM makes the certificate of the webhook, and writes this itself. Remove it.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹caches.cache.example.com]›  spec.webhookdefinitions[0].conversionCRDs[1]: "caches.cache.example.com" is none of the CRDs that the operator owns. Did you mean "memcacheds.cache.example.com"?",
      ]
    `);
  });

  test('sees a conversion by a Service that is elsewhere, and lets one by an address be', () => {
    const by = (...client: readonly string[]) =>
      bundle({
        [CRD]: after(
          'spec:',
          '  conversion:',
          '    strategy: Webhook',
          '    webhook:',
          '      conversionReviewVersions: [v1]',
          '      clientConfig:',
          '        caBundle: Cg==',
          ...client.map((line) => `        ${line}`),
        ),
      });
    expect(found(NAME, by('url: https://convert.example.com/crd'))).toEqual([]);
    expect(found(NAME, by('service: { name: conv, namespace: depots }'))).toMatchInlineSnapshot(`
      [
        "manifests/cache.example.com_memcacheds.yaml at ‹service: { name: conv, namespace: depots }›  warning: spec.conversion.webhook.clientConfig.service: the Service "conv" in the namespace "depots" converts its objects, and is not in the bundle. See that it is there first; or serve it in the operator, with a webhookdefinition of type ConversionWebhook.",
      ]
    `);
    for (const own of [
      '{ name: conv, namespace: system }',
      '{ name: conv, namespace: memcached-operator-system }',
      '{ name: memcached-operator-metrics, namespace: depots }',
    ])
      expect(found(NAME, by(`service: ${own}`))[0]).toContain('Add one of type ConversionWebhook');
  });

  test('sees an API of a deployment that is not there', () => {
    const definitions = swap(
      '  relatedImages:\n',
      '  apiservicedefinitions:\n    owned:\n      - { name: caches, group: a.example.com, version: v1, kind: Cache }\n  relatedImages:\n',
    );
    expect(found(NAME, withCsv(definitions))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹{ name: caches, group: a.example.com, version: v1, kind: Cache }›  spec.apiservicedefinitions.owned[0].deploymentName: there is no deployment named that serves this. There is: memcached-operator.",
      ]
    `);
  });
});
