/** Parts of a deployment for the bundle of the example, each as a change of its ClusterServiceVersion. */
import { after, swap } from './bundles.ts';

export const SECRET = [
  '                  - name: cert',
  '                    secret:',
  '                      secretName: webhook-server-cert',
];
export const MOUNT = ['                      - name: cert', '                        mountPath: /certs'];
export const volume = after('                volumes:', ...SECRET);
export const mount = after('                    volumeMounts:', ...MOUNT);
export const env = (...lines: readonly string[]) =>
  after('                    env:', ...lines.map((line) => `                      ${line}`));
export const argument = (text: string) => after('                    args:', `                      - ${text}`);
export const webhook = (...lines: readonly string[]) =>
  swap(
    '  relatedImages:\n',
    [
      '  webhookdefinitions:',
      '    - generateName: vmemcached.kb.io',
      '      type: ValidatingAdmissionWebhook',
      ...lines.map((line) => `      ${line}`),
      '  relatedImages:',
      '',
    ].join('\n'),
  );
export const served = webhook('deploymentName: memcached-operator', 'containerPort: 8081');
