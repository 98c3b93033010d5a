/** Subresources on the embedded API server. */
import { describe, expect, expectTypeOf, test } from 'vitest';
import { Conflict, TooManyRequests } from 'k8s-operator-runtime';
import {
  CertificateSigningRequest,
  Deployment,
  Namespace,
  Pod,
  PodDisruptionBudget,
  ServiceAccount,
} from 'k8s-operator-runtime/kinds';
import { liveClient } from './live-client.ts';
import { container, deployment, key, namespace } from './sample-deployment.ts';

const pod = { metadata: { ...key, labels: { app: 'a' } }, spec: { containers: [container] } };

describe('subresources', () => {
  test('scale', async () => {
    const { client } = await liveClient();
    const scale = client.subresource(Deployment, 'scale');
    expect(await scale.get(key)).toBeUndefined();
    await client.create(Deployment, deployment);
    const read = await scale.get(key);
    expect(read).toMatchObject({ kind: 'Scale', spec: { replicas: 1 }, status: { replicas: 0, selector: 'app=a' } });
    expect((await scale.update(key, { ...read, spec: { replicas: 2 } })).spec?.replicas).toBe(2);
    await expect(scale.update(key, { ...read, spec: { replicas: 3 } })).rejects.toThrow(Conflict);
    expect((await scale.patch(key, { spec: { replicas: 4 } })).spec?.replicas).toBe(4);
    const wanted = { spec: { replicas: 5 } };
    await expect(scale.apply(key, wanted, { fieldManager: 'autoscaler' })).rejects.toThrow(Conflict);
    expect((await scale.apply(key, wanted, { fieldManager: 'autoscaler', force: true })).spec?.replicas).toBe(5);
    expect((await client.get(Deployment, key))?.spec.replicas).toBe(5);
  });

  test('status, also by apply', async () => {
    const { client } = await liveClient();
    await client.create(Deployment, deployment);
    const status = client.subresource(Deployment, 'status');
    expect((await status.patch(key, { status: { readyReplicas: 1, replicas: 1 } })).status?.readyReplicas).toBe(1);
    const condition = { type: 'Ready', status: 'True' };
    const applied = await status.apply(key, { status: { conditions: [condition] } });
    expect(applied.status?.conditions).toMatchObject([condition]);
    expect(applied.metadata.managedFields?.map(({ subresource }) => subresource)).toContain('status');
    expect((await client.get(Deployment, key))?.spec.replicas).toBe(1);
  });

  test('eviction, within the disruption budget', async () => {
    const { client } = await liveClient();
    await client.create(ServiceAccount, { metadata: { namespace, name: 'default' } }).catch(() => {});
    await client.create(Pod, pod);
    await client.subresource(Pod, 'status').patch(key, {
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    });
    await client.create(PodDisruptionBudget, {
      metadata: key,
      spec: { maxUnavailable: 0, selector: { matchLabels: { app: 'a' } } },
    });
    const budget = client.subresource(PodDisruptionBudget, 'status');
    await budget.patch(key, {
      status: { observedGeneration: 1, disruptionsAllowed: 0, desiredHealthy: 1, currentHealthy: 1 },
    });
    const eviction = client.subresource(Pod, 'eviction');
    const refused = await eviction.create(key).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TooManyRequests);
    expect((refused as TooManyRequests).hasCause('DisruptionBudget')).toBe(true);
    await budget.patch(key, { status: { disruptionsAllowed: 1 } });
    expect(await eviction.create(key, { deleteOptions: { gracePeriodSeconds: 0 } })).toMatchObject({
      status: 'Success',
    });
    expect(await client.get(Pod, key)).toBeUndefined();
    expect((await client.get(PodDisruptionBudget, key))?.status?.disruptionsAllowed).toBe(0);
  }, 60_000);

  test('token', async () => {
    const { client } = await liveClient({});
    await client.create(ServiceAccount, { metadata: key });
    const { status } = await client
      .subresource(ServiceAccount, 'token')
      .create(key, { spec: { audiences: ['vault'] } });
    const claims = JSON.parse(Buffer.from(status?.token?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ aud: ['vault'], sub: 'system:serviceaccount:default:a' });
  });

  test('others have objects of the kind', async () => {
    const { client } = await liveClient();
    expectTypeOf(
      client.subresource(CertificateSigningRequest, 'approval').update,
    ).returns.resolves.toEqualTypeOf<CertificateSigningRequest>();
    expectTypeOf(client.subresource(Namespace, 'finalize').get).returns.resolves.toEqualTypeOf<Namespace | undefined>();
    const missing = client.subresource(Pod, 'nothing').patch(key, {});
    await expect(missing).rejects.toThrow('pods/nothing');
  });
});
