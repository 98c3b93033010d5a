import { describe, expect, test } from 'vitest';
import { after, all, found, swap, withCsv } from './bundles.ts';
import { SECRET, volume, mount, env, argument, served } from './pods.ts';

describe('paths-are-mounted', () => {
  const NAME = 'paths-are-mounted';

  test('sees the folder of certificates that Operator SDK’s own golden bundle has nothing mounted in', () => {
    expect(found(NAME, withCsv(argument('--metrics-cert-path=/run/k8s-metrics-server/metrics-certs'))))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹--metrics-cert-path=/run/k8s-metrics-server/metrics-certs›  spec.install.spec.deployments[0].spec.template.spec.containers[0].args[0]: --metrics-cert-path of the container "manager" is "/run/k8s-metrics-server/metrics-certs", and no volume is mounted there. Mount the Secret with the certificate there, or remove the option.",
      ]
    `);
  });

  test('sees one below a mount of something else, or in the next argument, or in the environment', () => {
    const told = all(
      argument('--webhook-cert-path\n                      - $(CERTS)/serving'),
      env('- name: CERTS', '  value: /run/certs', '- name: TLS_KEY_FILE', '  value: /run/tls.key'),
    );
    expect(found(NAME, withCsv(told))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹$(CERTS)/serving›  spec.install.spec.deployments[0].spec.template.spec.containers[0].args[1]: --webhook-cert-path of the container "manager" is "/run/certs/serving", and no volume is mounted there. Mount the Secret with the certificate there, or remove the option.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹/run/certs›  spec.install.spec.deployments[0].spec.template.spec.containers[0].env[0].value: CERTS of the container "manager" is "/run/certs", and no volume is mounted there. Mount the Secret with the certificate there, or remove the option.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹/run/tls.key›  spec.install.spec.deployments[0].spec.template.spec.containers[0].env[1].value: TLS_KEY_FILE of the container "manager" is "/run/tls.key", and no volume is mounted there. Mount the Secret with the certificate there, or remove the option.",
      ]
    `);
  });

  test('suggests to look after files that may be in the image', () => {
    expect(found(NAME, withCsv(argument('--config=/etc/manager/config.yaml')))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹--config=/etc/manager/config.yaml›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0].args[0]: --config of the container "manager" is "/etc/manager/config.yaml", and no volume is mounted there. Mount one, unless it is in the image.",
      ]
    `);
  });

  test('sees that nobody fills a volume that begins empty', () => {
    expect(found(NAME, withCsv(argument('--webhook-cert-path=/tmp/k8s-webhook-server/serving-certs'))))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹--webhook-cert-path=/tmp/k8s-webhook-server/serving-certs›  spec.install.spec.deployments[0].spec.template.spec.containers[0].args[0]: --webhook-cert-path of the container "manager" is "/tmp/k8s-webhook-server/serving-certs", and the volume "tmp" mounted at "/tmp" is empty when the container starts. Mount the Secret with the certificate there, or remove the option.",
      ]
    `);
    expect(found(NAME, withCsv(argument('--webhook-cert-path=/tmp')))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹--webhook-cert-path=/tmp›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0].args[0]: --webhook-cert-path of the container "manager" is "/tmp", and the volume "tmp" mounted at "/tmp" is empty when the container starts. Mount the Secret with the certificate there, or remove the option.",
      ]
    `);
    const filler = swap(
      '                containers:\n',
      [
        '                initContainers:',
        '                  - name: certificates',
        '                    image: ghcr.io/acme/certificates:1.0.0',
        '                    volumeMounts:',
        '                      - name: tmp',
        '                        mountPath: /out',
        '                containers:',
        '',
      ].join('\n'),
    );
    expect(found(NAME, withCsv(argument('--webhook-cert-path=/tmp/certs'), filler))).toEqual([]);
  });

  test.each([
    '--tls-cert-file=/etc/ssl/certs/ca.crt',
    '--metrics-path=/metrics',
    '--certificate-name=server',
    '--metrics-bind-address=:8080',
  ])('has nothing against %s', (text) => {
    expect(found(NAME, withCsv(argument(text)))).toEqual([]);
  });

  test('knows what OLM mounts, and which files are there', () => {
    const told = argument('--webhook-cert-path=/tmp/k8s-webhook-server/serving-certs');
    expect(found(NAME, withCsv(told, served))).toEqual([]);
    const authority = argument('--client-ca-file=/tmp/k8s-webhook-server/serving-certs/ca.crt');
    expect(found(NAME, withCsv(authority, served))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹--client-ca-file=/tmp/k8s-webhook-server/serving-certs/ca.crt›  spec.install.spec.deployments[0].spec.template.spec.containers[0].args[0]: --client-ca-file of the container "manager" is "/tmp/k8s-webhook-server/serving-certs/ca.crt", and the volume "webhook-cert" mounted at "/tmp/k8s-webhook-server/serving-certs" has no such file. It has tls.crt, tls.key.",
      ]
    `);
  });

  test('knows the files of a volume that names them', () => {
    const items = after(
      SECRET[2]!,
      '                      items:',
      '                        - key: tls.crt',
      '                          path: server/tls.crt',
    );
    const told = (path: string) => withCsv(volume, items, mount, argument(`--tls-cert-file=${path}`));
    expect(found(NAME, told('/certs/server/tls.crt'))).toEqual([]);
    expect(found(NAME, told('/certs/server'))).toEqual([]);
    expect(found(NAME, told('/certs/tls.crt'))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹--tls-cert-file=/certs/tls.crt›  spec.install.spec.deployments[0].spec.template.spec.containers[0].args[0]: --tls-cert-file of the container "manager" is "/certs/tls.crt", and the volume "cert" mounted at "/certs" has no such file. It has server/tls.crt.",
      ]
    `);
  });
});

describe('probes-have-ports', () => {
  const NAME = 'probes-have-ports';

  test('sees a name that no port has', () => {
    expect(
      found(
        NAME,
        withCsv(
          swap(
            'path: /readyz\n                        port: health',
            'path: /readyz\n                        port: heath',
          ),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹heath›  spec.install.spec.deployments[0].spec.template.spec.containers[0].readinessProbe.httpGet.port: the container "manager" has no port "heath". Did you mean "health"?",
      ]
    `);
  });

  test('sees that the manager answers elsewhere, or not at all', () => {
    expect(found(NAME, withCsv(swap('probe-bind-address=:8081', 'probe-bind-address=127.0.0.1:8082'))))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹health›  spec.install.spec.deployments[0].spec.template.spec.containers[0].startupProbe.httpGet.port: the probe asks the port 8081, and the manager answers probes on 8082. Use the same port for both.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹health›  spec.install.spec.deployments[0].spec.template.spec.containers[0].livenessProbe.httpGet.port: the probe asks the port 8081, and the manager answers probes on 8082. Use the same port for both.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹health›  spec.install.spec.deployments[0].spec.template.spec.containers[0].readinessProbe.httpGet.port: the probe asks the port 8081, and the manager answers probes on 8082. Use the same port for both.",
      ]
    `);
    expect(found(NAME, withCsv(swap('probe-bind-address=:8081', 'probe-bind-address=0')))[0]).toContain(
      'told not to answer',
    );
  });

  test('suggests to declare a port', () => {
    const hook = swap(
      '                    resources:\n',
      '                    lifecycle:\n                      preStop:\n                        tcpSocket:\n                          port: 9000\n                    resources:\n',
    );
    expect(found(NAME, withCsv(hook))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹9000›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0].lifecycle.preStop.tcpSocket.port: the container "manager" does not declare the port 9000. Add it to ports.",
      ]
    `);
  });
});

describe('containers-ask-for-resources', () => {
  const NAME = 'containers-ask-for-resources';

  test('sees what is not asked for', () => {
    expect(found(NAME, withCsv(swap('                        cpu: 10m\n', '')))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹requests:›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0].resources: the container "manager" asks for no cpu. Add it to resources.requests, so that it is given to it.",
      ]
    `);
  });

  test('sees a request above its limit', () => {
    expect(found(NAME, withCsv(swap('memory: 96Mi', 'memory: 0.5Gi')))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹0.5Gi›  spec.install.spec.deployments[0].spec.template.spec.containers[0].resources.requests.memory: the container "manager" asks for 0.5Gi of memory, and may have 256Mi. The API server refuses it: raise the limit, or ask for less.",
      ]
    `);
    expect(found(NAME, withCsv(swap('memory: 96Mi', 'memory: "256e6"')))).toEqual([]);
  });
});

describe('pods-are-restricted', () => {
  const NAME = 'pods-are-restricted';

  test('suggests each thing that is missing', () => {
    const open = swap(/ {20}securityContext:\n(?: {22}.*\n)+(?= {20}volumeMounts)/, '');
    const ofPod = swap(
      / {16}securityContext:\n(?: {18}.*\n)+(?= {16}containers)/,
      '                hostNetwork: true\n',
    );
    expect(found(NAME, withCsv(open, ofPod))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹true›  warning: spec.install.spec.deployments[0].spec.template.spec.hostNetwork: the deployment "memcached-operator" shares the network with its node. Remove it.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹name: manager›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0]: the container "manager" may gain more rights. Set securityContext.allowPrivilegeEscalation: false.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹name: manager›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0]: the container "manager" keeps capabilities. Set securityContext.capabilities.drop: [ALL].",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹name: manager›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0]: the container "manager" may run as root. Set securityContext.runAsNonRoot: true, for the pod or for the container.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹name: manager›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0]: the container "manager" has no seccomp profile. Set securityContext.seccompProfile.type: RuntimeDefault.",
      ]
    `);
  });

  test('suggests to take back what is given', () => {
    const given = all(
      swap('drop:\n', 'add: [SYS_ADMIN, NET_BIND_SERVICE]\n                        drop:\n'),
      swap('emptyDir: {}', 'hostPath: { path: /var }'),
      after('                        containerPort: 8080', '                        hostPort: 8080'),
      swap(
        'allowPrivilegeEscalation: false',
        'allowPrivilegeEscalation: false\n                      runAsUser: 0\n                      privileged: true',
      ),
    );
    expect(found(NAME, withCsv(given))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹8080›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0].ports[0].hostPort: the container "manager" takes a port of its node. Remove it.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹allowPrivilegeEscalation: false›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0].securityContext: the container "manager" is privileged. Remove privileged: true.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹allowPrivilegeEscalation: false›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0].securityContext: the container "manager" adds the capabilities SYS_ADMIN. Remove them.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹allowPrivilegeEscalation: false›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0].securityContext: the container "manager" runs as root. Remove runAsUser: 0.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹{ path: /var }›  warning: spec.install.spec.deployments[0].spec.template.spec.volumes[0].hostPath: volumes of hostPath are not for pods that are restricted. Use emptyDir, configMap, secret or projected.",
      ]
    `);
  });
});
