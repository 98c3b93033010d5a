import { describe, expect, test } from 'vitest';
import { added, after, all, bundle, CSV, found, SERVICE, swap, withCsv } from './bundles.ts';
import { SECRET, MOUNT, volume, mount, env, served } from './pods.ts';

describe('references-have-producers', () => {
  const NAME = 'references-have-producers';

  test('sees the Secret of cert-manager that Kubebuilder leaves in the pod', () => {
    expect(found(NAME, withCsv(volume, mount))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹webhook-server-cert›  spec.install.spec.deployments[0].spec.template.spec.volumes[0].secret.secretName: the pod needs the Secret "webhook-server-cert", and nobody makes it: it is not in the bundle, and OLM makes none of that name. Add it to the bundle, set optional: true, or remove what needs it.",
      ]
    `);
  });

  test('takes one that is in the bundle, is optional, or is made by OLM or OpenShift', () => {
    const secret = added('apiVersion: v1', 'kind: Secret', 'metadata:', '  name: webhook-server-cert');
    expect(found(NAME, bundle({ [CSV]: all(volume, mount), 'manifests/s.secret.yaml': secret }))).toEqual([]);
    expect(found(NAME, withCsv(volume, mount, after(SECRET[2]!, '                      optional: true')))).toEqual([]);
    const ofOlm = swap('secretName: webhook-server-cert', 'secretName: memcached-operator-service-cert');
    expect(found(NAME, withCsv(volume, mount, ofOlm))).toHaveLength(1);
    expect(found(NAME, withCsv(volume, mount, ofOlm, served))).toEqual([]);
    const asks = after(
      'metadata:',
      '  annotations:',
      '    service.beta.openshift.io/serving-cert-secret-name: webhook-server-cert',
    );
    expect(found(NAME, bundle({ [CSV]: all(volume, mount), [SERVICE]: asks }))).toEqual([]);
  });

  test('passes over the volume that OLM replaces, where it does', () => {
    const replaced = all(
      volume,
      mount,
      swap('- name: cert\n                    secret', '- name: webhook-cert\n                    secret'),
      swap('- name: cert\n', '- name: webhook-cert\n'),
    );
    expect(found(NAME, withCsv(replaced))).toHaveLength(1);
    expect(found(NAME, withCsv(replaced, served))).toEqual([]);
  });

  test('sees references of the environment, and keys that are not there', () => {
    const wanted = env(
      '- name: TOKEN',
      '  valueFrom:',
      '    secretKeyRef:',
      '      name: token',
      '      key: value',
      '- name: LEVEL',
      '  valueFrom:',
      '    configMapKeyRef:',
      '      name: settings',
      '      key: level',
    );
    const from = swap(
      '                    env:\n',
      '                    envFrom:\n                      - configMapRef:\n                          name: more\n                    env:\n',
    );
    const settings = added(
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata:',
      '  name: settings',
      'data:',
      '  colour: red',
    );
    expect(found(NAME, bundle({ [CSV]: all(wanted, from), 'manifests/settings.configmap.yaml': settings })))
      .toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹more›  spec.install.spec.deployments[0].spec.template.spec.containers[0].envFrom[0].configMapRef.name: the pod needs the ConfigMap "more", and nobody makes it: it is not in the bundle, and OLM makes none of that name. Add it to the bundle, set optional: true, or remove what needs it.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹token›  spec.install.spec.deployments[0].spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name: the pod needs the Secret "token", and nobody makes it: it is not in the bundle, and OLM makes none of that name. Add it to the bundle, set optional: true, or remove what needs it.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹level›  spec.install.spec.deployments[0].spec.template.spec.containers[0].env[1].valueFrom.configMapKeyRef.key: the ConfigMap "settings" has no key "level". It has colour.",
      ]
    `);
  });

  test('sees what is projected, and knows the ConfigMap that every namespace has', () => {
    const projected = after(
      '                volumes:',
      '                  - name: all',
      '                    projected:',
      '                      sources:',
      '                        - configMap:',
      '                            name: kube-root-ca.crt',
      '                            items:',
      '                              - key: ca.crt',
      '                                path: ca.crt',
      '                        - secret:',
      '                            name: mine',
    );
    expect(found(NAME, withCsv(projected))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹mine›  spec.install.spec.deployments[0].spec.template.spec.volumes[0].projected.sources[1].secret.name: the pod needs the Secret "mine", and nobody makes it: it is not in the bundle, and OLM makes none of that name. Add it to the bundle, set optional: true, or remove what needs it.",
      ]
    `);
  });

  test('sees a claim, a class of priority, and Secrets to pull images with', () => {
    const pod = swap(
      '                volumes:\n',
      [
        '                priorityClassName: important',
        '                imagePullSecrets:',
        '                  - name: registry',
        '                volumes:',
        '                  - name: data',
        '                    persistentVolumeClaim:',
        '                      claimName: data',
        '',
      ].join('\n'),
    );
    expect(found(NAME, withCsv(pod))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹important›  spec.install.spec.deployments[0].spec.template.spec.priorityClassName: the PriorityClass "important" is not in the bundle, and pods of a class that is not there are refused. Add it to the bundle, or use system-cluster-critical.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹registry›  warning: spec.install.spec.deployments[0].spec.template.spec.imagePullSecrets[0].name: the images are pulled with the Secret "registry", which is not in the bundle. Say in the description that it has to be made before the operator is installed.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹data›  spec.install.spec.deployments[0].spec.template.spec.volumes[0].persistentVolumeClaim.claimName: the pod needs the PersistentVolumeClaim "data", and no bundle can have one. Use emptyDir, or keep what must last in objects of Kubernetes.",
      ]
    `);
  });
});

describe('volumes-are-mounted', () => {
  const NAME = 'volumes-are-mounted';

  test('sees a mount without its volume', () => {
    expect(found(NAME, withCsv(mount))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹cert›  spec.install.spec.deployments[0].spec.template.spec.containers[0].volumeMounts[0].name: the pod has no volume "cert". It has: tmp.",
      ]
    `);
  });

  test('sees a volume without a mount', () => {
    expect(found(NAME, withCsv(volume))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹cert›  warning: spec.install.spec.deployments[0].spec.template.spec.volumes[0].name: no container mounts the volume "cert". Mount it, or remove it.",
      ]
    `);
  });

  test('sees two volumes of a name, and two mounts at a path', () => {
    expect(
      found(
        NAME,
        withCsv(volume, volume, mount, after(MOUNT[1]!, MOUNT[0]!, '                        mountPath: /certs/')),
      ),
    ).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹/certs/›  spec.install.spec.deployments[0].spec.template.spec.containers[0].volumeMounts[1].mountPath: two volumes are mounted at "/certs" of the container "manager". Give one of the two another path.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹cert›  spec.install.spec.deployments[0].spec.template.spec.volumes[1].name: there are two volumes "cert". Rename one of the two.",
      ]
    `);
  });

  test('knows the volumes that OLM adds', () => {
    const mounted = all(mount, swap('- name: cert\n', '- name: webhook-cert\n'));
    expect(found(NAME, withCsv(mounted))).toHaveLength(1);
    expect(found(NAME, withCsv(mounted, served))).toEqual([]);
  });
});
